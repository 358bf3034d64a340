package discedge.console.sessions.inspector;

import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.console.sessions.inspector.Looking.State;
import discedge.console.sessions.state.Replica;
import discedge.console.sessions.state.SessionLine;
import discedge.experiment.live.Controls;
import discedge.timeline.world.Head;
import discedge.timeline.world.SessionState;
import java.time.Duration;
import java.util.Optional;

/** Gets the ids of the followed session as they are at the cursor, or says in words why there are none. */
final class IdsWanted {
    private final Looking looking;
    private Optional<SessionTokens> last = Optional.empty();
    private Optional<Head> lastHead = Optional.empty();
    private Optional<SessionTokens> lastAt = Optional.empty();
    private SessionState counted;
    private TokenMap counts = TokenMap.EMPTY;

    IdsWanted(Runnable news) {
        looking = new Looking(news);
    }

    void forget() {
        looking.stop();
        last = Optional.empty();
        lastAt = Optional.empty();
    }

    long asked() {
        return looking.asked();
    }

    /** @param wanted they are shown: somebody is asked for them */
    Inspected inspected(Frame frame, SessionLine line, Optional<Controls> controls, boolean wanted) {
        Optional<Replica> from = from(line);
        if (wanted && controls.isPresent() && from.isPresent())
            looking.want(controls.get(), from.get().node(), line.session().id(), from.get().head().map(Head::hash));
        Optional<SessionTokens> tokens = wanted && controls.isPresent() && from.isPresent() ? atCursor(from.get().head()) : Optional.empty();
        TokenMap map = tokens.filter(held -> held.length() > 0).map(SessionTokens::map).orElseGet(() -> counts(line.session()));
        return new Inspected(frame, line, tokens, map, tokens.isPresent() ? "" : why(line, controls, from));
    }

    /** The node that the client spoke to last, if it has all there is; else one that has. */
    private static Optional<Replica> from(SessionLine line) {
        Optional<Replica> near = line.replicas().stream().filter(replica -> replica.node().equals(line.session().node()) && replica.state() == Replica.State.COMPLETE).findFirst();
        return near.or(() -> line.replicas().stream().filter(replica -> replica.state() == Replica.State.COMPLETE).findFirst())
                .or(() -> line.replicas().stream().filter(replica -> replica.head().isPresent() && replica.state() != Replica.State.DOWN).findFirst());
    }

    /** What the node holds now may be more than there was at the cursor, or not yet as much. */
    private Optional<SessionTokens> atCursor(Optional<Head> head) {
        if (!(looking.state() instanceof State.Seen(SessionTokens seen))) return Optional.empty();
        if (last.filter(known -> known == seen).isPresent() && head.equals(lastHead)) return lastAt;
        last = Optional.of(seen);
        lastHead = head;
        lastAt = head.flatMap(its -> seen.upTo(its.hash())).or(() -> last);
        return lastAt;
    }

    /** Made anew only for another state of the session. */
    private TokenMap counts(SessionState session) {
        if (session != counted) {
            counted = session;
            counts = TokenMap.of(session);
        }
        return counts;
    }

    private String why(SessionLine line, Optional<Controls> controls, Optional<Replica> from) {
        if (line.deleted()) return Words.of("sessions.ids.deleted");
        if (line.session().expired()) return Words.of("sessions.ids.expired");
        if (line.session().who().mode().equals("client-side")) return Words.of("sessions.ids.client-side");
        if (controls.isEmpty()) return Words.of("sessions.ids.file");
        if (from.isEmpty()) return Words.of("sessions.ids.nowhere");
        return switch (looking.state()) {
            case State.Nothing _ -> "";
            case State.Asking(String node, long since) -> Words.of("sessions.ids.asking", node, Long.toString(Duration.ofNanos(System.nanoTime() - since).toSeconds()));
            case State.Failed(String node, String problem, long retryAt) ->
                    Words.of("sessions.ids.failed", node, problem, Long.toString(Math.max(0, Duration.ofNanos(retryAt - System.nanoTime()).toSeconds() + 1)));
            case State.Absent(String node) -> Words.of("sessions.ids.absent", node);
            case State.Seen _ -> "";
        };
    }
}
