/**
 * FReD's store as its clients know it: keygroups of items with vector clocks, members, roles and triggers. Everything in it is
 * made of {@linkplain discedge.fred.kv.FredRecord records} that are written once; nodes with the same records say the same.
 */
package discedge.fred.kv;
