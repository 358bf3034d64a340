package discedge.console.sessions.state;

import discedge.timeline.world.RecordState;
import discedge.timeline.world.SessionState;
import discedge.timeline.world.TurnState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A session's figures. What is dear to make is made when it is first asked for: of ten thousand sessions a person sees thirty.
 * For one thread.
 */
public final class SessionLine {
    private final SessionState session;
    private final Surroundings around;
    private List<Replica> replicas;
    private Condition condition;

    public SessionLine(SessionState session, Surroundings around) {
        this.session = session;
        this.around = around;
    }

    public SessionState session() {
        return session;
    }

    public Surroundings around() {
        return around;
    }

    public List<Replica> replicas() {
        if (replicas == null) replicas = Replica.of(session, around);
        return replicas;
    }

    public Condition condition() {
        if (condition == null) condition = Condition.of(session);
        return condition;
    }

    /** A turn is under way. */
    public boolean running() {
        return Condition.runs(session);
    }

    /** Turns that the least advanced replica lacks. */
    public int behind() {
        int most = 0;
        for (Replica replica : replicas()) most = Math.max(most, replica.behind());
        return most;
    }

    public boolean forked() {
        return session.flags().forked();
    }

    public boolean deleted() {
        return session.flags().deleted();
    }

    /** Ids of the whole log; in mode client-side of the newest turn's prompt and answer. */
    public OptionalInt tokens() {
        Optional<Replica.Furthest> furthest = Replica.furthest(session, around);
        if (furthest.isPresent()) return OptionalInt.of(furthest.get().head().tokens());
        if (!session.who().mode().equals("client-side")) return OptionalInt.empty();
        return session.current().map(TurnState::tokens).filter(ids -> ids.whole() > 0).map(ids -> OptionalInt.of(ids.whole() + ids.answer())).orElse(OptionalInt.empty());
    }

    /** Of the model at the node that was asked last. */
    public OptionalInt windowTokens() {
        int window = around.node(session.node()).map(Surroundings.Place::window).orElse(0);
        return window == 0 ? OptionalInt.empty() : OptionalInt.of(window);
    }

    /** Part of the window that is full, 0 to 1 and above. */
    public Optional<Double> window() {
        return tokens().isPresent() && windowTokens().isPresent() ? Optional.of(tokens().getAsInt() / (double) windowTokens().getAsInt()) : Optional.empty();
    }

    /** Turns until the window is full, if they go on as the last ones did. */
    public OptionalLong turnsToFull() {
        var added = session.turns().values().stream().mapToInt(turn -> turn.tokens().added()).filter(ids -> ids > 0).average();
        if (added.isEmpty() || window().isEmpty()) return OptionalLong.empty();
        int left = windowTokens().getAsInt() - tokens().getAsInt();
        return OptionalLong.of(Math.max(0, (long) Math.floor(left / added.getAsDouble())));
    }

    /** The longest way that the newest record with a replica took. */
    public Optional<Duration> lag() {
        return session.lag().or(() -> session.turn(session.turn() - 1).flatMap(session::record).flatMap(RecordState::worstLag));
    }

    /** What {@link #lag} may be off by at most: the clocks of the two replicas that are known least. */
    public Duration uncertainty() {
        var clocks = replicas().stream().map(replica -> around.node(replica.node()).map(Surroundings.Place::uncertainty).orElse(Duration.ZERO)).sorted(java.util.Comparator.reverseOrder()).limit(2).toList();
        return clocks.stream().reduce(Duration.ZERO, Duration::plus);
    }

    /** Of the newest turn that got one: at the client, or where no client tells, at the node. */
    public Optional<Duration> firstToken() {
        return session.totals().firstToken().or(() -> session.current().flatMap(turn -> turn.stages().nodeFirst())).or(() -> session.turn(session.turn() - 1).flatMap(turn -> turn.stages().nodeFirst()));
    }

    /** When its first turn was asked; the epoch's begin if that was not seen. */
    public Instant begun() {
        return session.turn(1).map(turn -> turn.asked().first()).orElse(Instant.EPOCH);
    }

    public Instant active() {
        return session.active();
    }
}
