/** What a person sets. */
package discedge.console.settings;
