/** The event log with a cursor on it: every view is a function of the two. */
package discedge.timeline;
