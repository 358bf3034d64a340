/** What the FReD that keeps a node's records is like, as that node sees it. */
package discedge.console.fred;
