/** The event log of a console: appended to, read by many, searched. */
package discedge.timeline.log;
