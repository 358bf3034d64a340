/** {@code bench handover}: how soon the first token comes at the next node, and what that costs the others. */
package discedge.experiment.bench.handover;
