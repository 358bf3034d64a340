/** The operator console: JavaFX. Every view is a function of the event log and the cursor on it. */
package discedge.console;
