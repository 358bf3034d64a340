/** Operate: topology, figures, chat, the selected turn, lag. */
package discedge.console.operate;
