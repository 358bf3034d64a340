/** The rules of the history checker: what is known of a history, and one class per rule or few. */
package discedge.simulation.check;
