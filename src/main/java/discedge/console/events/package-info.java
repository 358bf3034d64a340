/** The log, searched and filtered. */
package discedge.console.events;
