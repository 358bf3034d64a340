package discedge.lab.store;

import discedge.lab.link.LinkRelay;
import discedge.node.FredStoreSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** Makes what the nodes of a lab keep their records in. Safe for many threads; each lab opens its own. */
public interface LabStores {
    /** Each node has a replica of its own. */
    LabStores EMBEDDED = new LabStores() {
        @Override
        public String kind() {
            return "embedded";
        }

        @Override
        public Optional<Fred> open(List<String> nodes, Ways ways) {
            return Optional.empty();
        }
    };

    /** {@code embedded} or {@code fred}. */
    String kind();

    /**
     * Makes it ready for these nodes.
     *
     * @return empty = each has its own replica
     * @throws IOException if it cannot be had; the message says why and what to do
     */
    Optional<Fred> open(List<String> nodes, Ways ways) throws IOException;

    /** FReD for a lab. */
    interface Fred extends AutoCloseable {
        /** For a node of the lab. */
        FredStoreSettings of(String node);

        /** What was started for the lab ends, and nothing is left of it. */
        @Override
        void close();
    }

    /** The lab's links, for what passes between its nodes. */
    interface Ways {
        /** True if the lab has a link between the two. */
        boolean joined(String one, String other);

        /** A port through which {@code from} reaches something that stands at {@code to}. */
        LinkRelay way(String from, String to, InetSocketAddress target) throws IOException;
    }
}
