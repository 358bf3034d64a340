/** The nodes, their links and the client that is dragged between them. */
package discedge.console.operate.topology;
