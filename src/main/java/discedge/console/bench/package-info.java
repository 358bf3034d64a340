/** What the console costs: a synthetic load into a real window, measured. */
package discedge.console.bench;
