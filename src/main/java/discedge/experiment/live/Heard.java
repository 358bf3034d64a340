package discedge.experiment.live;

import discedge.event.ClientEvent;
import discedge.event.EventSink;
import discedge.event.NodeEvent;
import discedge.event.ReplicaEvent;
import discedge.session.SessionId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What was measured of one session lately, for captions: they say what happened here, not what usually does. Safe for many threads. */
final class Heard implements EventSink {
    private static final int TURN_AT = SessionId.LENGTH + 1;

    private final Map<String, Arrival> arrivals = new HashMap<>();
    private Optional<SessionId> session = Optional.empty();
    private Optional<ClientEvent.Acknowledged> answer = Optional.empty();
    private Optional<ClientEvent.FirstToken> first = Optional.empty();

    /** @param lag from the record's write at its origin to its arrival */
    record Arrival(int turn, Duration lag) {}

    /** Hears of this one from now on. */
    synchronized void follow(SessionId id) {
        if (session.filter(id::equals).isPresent()) return;
        session = Optional.of(id);
        arrivals.clear();
        answer = Optional.empty();
        first = Optional.empty();
    }

    @Override
    public synchronized void emit(NodeEvent event) {
        if (session.isEmpty()) return;
        switch (event) {
            case ReplicaEvent.Arrived seen when isTurn(seen.key()) -> arrivals.put(seen.node(), new Arrival(turn(seen.key()), since(seen)));
            case ClientEvent.Acknowledged seen when session.get().equals(seen.session()) -> answer = Optional.of(seen);
            case ClientEvent.FirstToken seen when session.get().equals(seen.session()) -> first = Optional.of(seen);
            case NodeEvent other -> {}
        }
    }

    private boolean isTurn(String key) {
        return key.startsWith(session.orElseThrow().value()) && key.charAt(SessionId.LENGTH) == 't';
    }

    private static int turn(String key) {
        return Integer.parseInt(key, TURN_AT, TURN_AT + 6, 10);
    }

    private static Duration since(ReplicaEvent.Arrived seen) {
        Duration lag = Duration.between(seen.written(), seen.at());
        return lag.isNegative() ? Duration.ZERO : lag;
    }

    /** The newest record that came to a node from another one. */
    synchronized Optional<Arrival> arrival(String node) {
        return Optional.ofNullable(arrivals.get(node));
    }

    synchronized Optional<ClientEvent.Acknowledged> answer() {
        return answer;
    }

    synchronized Optional<ClientEvent.FirstToken> firstToken() {
        return first;
    }
}
