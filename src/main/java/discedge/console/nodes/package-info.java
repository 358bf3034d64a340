/** Nodes of other processes in a window: added, checked, named, grouped, remembered and removed. */
package discedge.console.nodes;
