/** What can be broken, and what is. */
package discedge.console.faults;
