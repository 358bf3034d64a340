/**
 * FReD as the store of turn records, seen from its client's side: what is to be called, and what the answers mean. Pure as the
 * replica is; the runtime carries the calls, to real FReD or to an embedded replica that serves FReD's interface; to the FReD node of
 * this process they go without it.
 */
package discedge.fred.store;
