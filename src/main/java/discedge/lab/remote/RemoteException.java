package discedge.lab.remote;

/** A node that was asked did not answer as one. The message says what happened and what to do. */
public final class RemoteException extends Exception {
    private static final long serialVersionUID = 1;

    RemoteException(String message) {
        super(message);
    }

    RemoteException(String message, Exception cause) {
        super(message, cause);
    }
}
