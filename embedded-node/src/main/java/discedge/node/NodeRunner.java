package discedge.node;

import java.util.function.Consumer;

/** Runs one node until it is told to stop. */
public interface NodeRunner {
    /**
     * Starts the node and serves until this thread is interrupted, then takes no new requests, lets running turns finish
     * and closes the store.
     *
     * @param say tells the person: one line when the node serves (addresses, data folder), one when it drains
     * @throws StartException if the node cannot start: a port that is taken, a data folder in use
     */
    void run(NodeConfig config, Consumer<String> say) throws StartException;

    /** Why a node cannot start and what to do, in one line. */
    final class StartException extends Exception {
        private static final long serialVersionUID = 1;

        public StartException(String message) {
            super(message);
        }

        public StartException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
