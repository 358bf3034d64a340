package discedge.node;

import discedge.context.PrewarmPolicy;
import discedge.context.ProtocolSettings;
import discedge.context.TurnRequest;
import discedge.session.ContextMode;
import discedge.session.WindowPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a node is set up. Every default works: {@link #standard()} is a durable node A on loopback with the simulated engine.
 *
 * @param id the node's name among its peers
 * @param peers replica addresses to dial
 * @param prewarm whose contexts are evaluated before their clients are here
 * @param fred how FReD's clients are served; empty = not
 */
public record NodeConfig(String id, Address http, Address replica, List<Address> peers, Store store, EngineConfig engine, Defaults defaults, Limits limits, PrewarmPolicy prewarm,
                         Optional<FredSettings> fred) {
    /** The names of the simulated engine's hardware profiles. */
    public static final List<String> PROFILES = List.of("instant", "jetson-tx2", "apple-m2", "raspberry-pi-4");
    /** Also a folder's name on every platform. */
    public static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");

    public NodeConfig {
        peers = List.copyOf(peers);
    }

    /** @param port 0 = any free one */
    public record Address(String host, int port) {
        /** @throws IllegalArgumentException if the text is no {@code host:port} */
        public static Address parse(String text) {
            int colon = text.lastIndexOf(':');
            String host = colon < 0 ? "" : text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
            String port = text.substring(colon + 1);
            if (host.isBlank() || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535 || Integer.parseInt(port) == 0)
                throw new IllegalArgumentException("'" + text + "' is no HOST:PORT, as in 127.0.0.1:7080");
            return new Address(host, Integer.parseInt(port));
        }

        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /**
     * @param durable written to disk before a turn is acknowledged; otherwise in memory only
     * @param data the node's own folder; empty = one with its id in {@link DataFolders#platform()}
     * @param fred the FReD that keeps turn records: elsewhere, in place of this node's own replica, or embedded, over it; empty = the replica
     */
    public record Store(boolean durable, Optional<Path> data, Optional<FredStoreSettings> fred) {
        /** This node's own replica. */
        public static Store embedded(boolean durable, Optional<Path> data) {
            return new Store(durable, data, Optional.empty());
        }

        /** The same on this node's disk, or in its memory: no FReD elsewhere, then. */
        Store kept(boolean onDisk, Optional<Path> folder) {
            return new Store(onDisk, folder, fred.filter(FredStoreSettings::isEmbedded));
        }
    }

    /**
     * What holds for sessions and requests that do not say otherwise.
     *
     * @param idleTtl zero = a session never expires
     * @param grace how long one that is past its idle time is still kept
     */
    public record Defaults(ContextMode mode, WindowPolicy windowPolicy, Duration idleTtl, Duration grace, Duration maxWait) {}

    /** @param bodyBytes the largest request body */
    public record Limits(int bodyBytes) {}

    public static NodeConfig standard() {
        return new NodeConfig("A", new Address("127.0.0.1", 8080), new Address("127.0.0.1", 7080), List.of(),
                new Store(true, Optional.empty(), Optional.empty()), EngineConfig.Simulated.STANDARD,
                new Defaults(ContextMode.TOKENIZED, WindowPolicy.DROP_OLDEST, Duration.ZERO, ProtocolSettings.EXPIRY_GRACE, TurnRequest.DEFAULT_MAX_WAIT),
                new Limits(2_000_000), PrewarmPolicy.PREDICTED, Optional.empty());
    }

    /** Where this node's log is, if it is durable. */
    public Path dataFolder() {
        return store.data().orElseGet(() -> DataFolders.platform().resolve(id));
    }

    public NodeConfig withId(String other) {
        return new NodeConfig(other, http, replica, peers, store, engine, defaults, limits, prewarm, fred);
    }

    public NodeConfig withHttpPort(int port) {
        return new NodeConfig(id, new Address(http.host(), port), replica, peers, store, engine, defaults, limits, prewarm, fred);
    }

    public NodeConfig withReplicaPort(int port) {
        return new NodeConfig(id, http, new Address(replica.host(), port), peers, store, engine, defaults, limits, prewarm, fred);
    }

    public NodeConfig withPeers(List<Address> others) {
        return new NodeConfig(id, http, replica, others, store, engine, defaults, limits, prewarm, fred);
    }

    public NodeConfig withEngine(EngineConfig other) {
        return new NodeConfig(id, http, replica, peers, store, other, defaults, limits, prewarm, fred);
    }

    public NodeConfig withStore(Store other) {
        return new NodeConfig(id, http, replica, peers, other, engine, defaults, limits, prewarm, fred);
    }

    public NodeConfig withFred(FredSettings other) {
        return new NodeConfig(id, http, replica, peers, store, engine, defaults, limits, prewarm, Optional.of(other));
    }
}
