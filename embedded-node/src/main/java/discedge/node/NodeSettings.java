package discedge.node;

import discedge.api.HttpApiSettings;
import discedge.context.PrewarmPolicy;
import discedge.context.ProtocolSettings;
import discedge.session.ContextMode;
import discedge.session.WindowPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a node is started with.
 *
 * @param id the node's name, {@code [A-Za-z0-9_-]{1,32}}
 * @param httpPort 0 = any that is free
 * @param replicaPort 0 = any that is free
 * @param peers host:port of the other members' replicas
 * @param data the folder of its log; empty = memory only
 * @param limits of the HTTP API, and what holds for requests that do not say
 * @param prewarm whose contexts are evaluated before their clients are here
 * @param expiryGrace how long a session that is past its idle time is still kept
 * @param fred the FReD that keeps turn records: elsewhere, in place of the node's own replica, which then has no port and no peers, or embedded, over it; empty = the replica
 */
public record NodeSettings(String id, String httpHost, int httpPort, String replicaHost, int replicaPort, List<String> peers, Optional<Path> data,
                           ContextMode mode, WindowPolicy windowPolicy, HttpApiSettings limits, PrewarmPolicy prewarm, Duration expiryGrace, Optional<FredStoreSettings> fred) {
    public NodeSettings {
        peers = List.copyOf(peers);
        if (!id.matches("[A-Za-z0-9_-]{1,32}")) throw new IllegalArgumentException("a node's id is 1 to 32 of A-Z a-z 0-9 _ -, got '" + id + "'");
    }

    /** With a replica of its own. */
    public NodeSettings(String id, String httpHost, int httpPort, String replicaHost, int replicaPort, List<String> peers, Optional<Path> data,
                        ContextMode mode, WindowPolicy windowPolicy, HttpApiSettings limits, PrewarmPolicy prewarm) {
        this(id, httpHost, httpPort, replicaHost, replicaPort, peers, data, mode, windowPolicy, limits, prewarm, ProtocolSettings.EXPIRY_GRACE, Optional.empty());
    }

    /** With a replica of its own and the usual pre-warming. */
    public NodeSettings(String id, String httpHost, int httpPort, String replicaHost, int replicaPort, List<String> peers, Optional<Path> data,
                        ContextMode mode, WindowPolicy windowPolicy, HttpApiSettings limits) {
        this(id, httpHost, httpPort, replicaHost, replicaPort, peers, data, mode, windowPolicy, limits, PrewarmPolicy.PREDICTED);
    }

    public NodeSettings withPrewarm(PrewarmPolicy policy) {
        return new NodeSettings(id, httpHost, httpPort, replicaHost, replicaPort, peers, data, mode, windowPolicy, limits, policy, expiryGrace, fred);
    }

    public NodeSettings withExpiryGrace(Duration grace) {
        return new NodeSettings(id, httpHost, httpPort, replicaHost, replicaPort, peers, data, mode, windowPolicy, limits, prewarm, grace, fred);
    }

    /** With its records in FReD: in the one of this process, over the replica, or elsewhere, in place of it. */
    public NodeSettings withFred(FredStoreSettings store) {
        if (store.isEmbedded()) return new NodeSettings(id, httpHost, httpPort, replicaHost, replicaPort, peers, data, mode, windowPolicy, limits, prewarm, expiryGrace, Optional.of(store));
        return new NodeSettings(id, httpHost, httpPort, replicaHost, replicaPort, List.of(), Optional.empty(), mode, windowPolicy, limits, prewarm, expiryGrace, Optional.of(store));
    }

    /** A node on loopback with free ports, in memory. */
    public static NodeSettings inMemory(String id, List<String> peers) {
        return new NodeSettings(id, "127.0.0.1", 0, "127.0.0.1", 0, peers, Optional.empty(), ContextMode.TOKENIZED, WindowPolicy.DROP_OLDEST,
                HttpApiSettings.DEFAULT);
    }
}
