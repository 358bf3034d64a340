/** Nodes of other processes, watched over their HTTP API: what they report becomes events of the log here. */
package discedge.lab.remote;
