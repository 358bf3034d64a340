package discedge.runtime.fred;

import discedge.runtime.fred.wire.ClientGrpc;

/** Three nodes of FReD, whoever they are, and a client at each. */
public interface FredCluster extends AutoCloseable {
    /** What it is, for messages. */
    String kind();

    /** The name of node 0, 1 or 2. */
    String node(int index);

    /** A client at node 0, 1 or 2; with the certificate of a user where there are certificates. */
    ClientGrpc.ClientBlockingStub at(int index);

    /** Another user's. */
    ClientGrpc.ClientBlockingStub at(int index, String user);

    /** The name FReD has for the user of {@link #at(int)}. */
    String user();

    /** The files of a user, for a port of its own; empty in plain text. */
    java.util.Optional<FredTls> tls(String user);

    /** Where a client reaches node 0, 1 or 2. */
    String address(int index);

    /** Calls by mTLS, so that users differ. */
    boolean hasUsers();

    @Override
    void close();
}
