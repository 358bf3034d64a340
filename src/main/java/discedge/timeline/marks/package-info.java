/** What stands out in a log, kept as it is folded. */
package discedge.timeline.marks;
