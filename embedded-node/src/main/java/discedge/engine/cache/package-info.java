/** What all engines share of a KV cache's management: which session has which slot, who goes first, and who must give way. */
package discedge.engine.cache;
