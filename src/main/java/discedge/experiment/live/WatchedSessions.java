package discedge.experiment.live;

import discedge.api.NodeService.SessionView;
import discedge.fred.store.SessionItems;
import discedge.lab.remote.NodeAddress;
import discedge.lab.remote.NodeApi;
import discedge.lab.remote.RemoteException;
import discedge.lab.remote.RemoteSession;
import discedge.session.SessionId;
import discedge.tokens.TokenSequence;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Sessions of watched nodes, looked at and deleted there. Safe for many threads; no call waits. */
final class WatchedSessions {
    private final NodeApi api;
    private final Map<Integer, byte[]> pieces = new ConcurrentHashMap<>();

    WatchedSessions(NodeApi api) {
        this.api = api;
    }

    CompletableFuture<Optional<SessionView>> look(NodeAddress address, SessionId session) {
        return Aside.run("looking", () -> {
            Optional<RemoteSession> found = api.session(address, session);
            found.ifPresent(seen -> pieces.putAll(seen.pieces()));
            return found.map(RemoteSession::view);
        });
    }

    /** Asked of FReD by the node: whoever asks FReD needs its certificates. Why it cannot be read comes in the answer. */
    CompletableFuture<SessionItems.Answer> fredItems(NodeAddress address, SessionId session) {
        return Aside.run("asking FReD", () -> {
            try {
                return new SessionItems.Answer(api.fredItems(address, session), Optional.empty());
            } catch (RemoteException e) {
                return new SessionItems.Answer(List.of(), Optional.of(e.getMessage()));
            }
        });
    }

    /** Of ids in sessions that were looked at: a node tells the pieces with them. */
    CompletableFuture<List<byte[]>> pieces(TokenSequence ids) {
        return CompletableFuture.completedFuture(Arrays.stream(ids.toArray()).mapToObj(id -> pieces.getOrDefault(id, "?".getBytes(StandardCharsets.UTF_8))).toList());
    }

    CompletableFuture<Void> delete(NodeAddress address, SessionId session) {
        return Aside.run("deleting", () -> {
            api.delete(address, session);
            return null;
        });
    }
}
