/** The roaming client: one conversation with whichever node is near. It needs nothing of the lab but an address for each node. */
package discedge.lab.client;
