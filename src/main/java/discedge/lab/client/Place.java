package discedge.lab.client;

import java.net.InetSocketAddress;

/**
 * A node as a client knows it.
 *
 * @param name the node's name
 * @param address of its HTTP API, as this client reaches it: in a lab, a port of the link between the two
 */
public record Place(String name, InetSocketAddress address, Position position) {}
