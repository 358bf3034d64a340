package discedge.console.sessions.inspector;

import discedge.console.kit.FxThread;
import discedge.experiment.live.Controls;
import discedge.session.SessionId;
import discedge.session.TurnHash;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a node what it holds of a session: at once when another session or node is wanted, once a second at most while the head
 * moves, and again some seconds after it failed. The answer is made ready off the FX thread, on which all else here runs.
 */
final class Looking {
    private static final long AGAIN = Duration.ofSeconds(1).toNanos();
    private static final long AFTER_FAILURE = Duration.ofSeconds(5).toNanos();

    /** What is known of the ids. */
    sealed interface State {
        /** Nobody was asked. */
        record Nothing() implements State {}

        /** @param since by {@link System#nanoTime} */
        record Asking(String node, long since) implements State {}

        /** @param why in words @param retryAt by {@link System#nanoTime} */
        record Failed(String node, String why, long retryAt) implements State {}

        /** The node has nothing of the session. */
        record Absent(String node) implements State {}

        record Seen(SessionTokens tokens) implements State {}
    }

    private final Runnable news;
    private State state = new State.Nothing();
    private Optional<SessionId> session = Optional.empty();
    private String node = "";
    private Optional<TurnHash> askedFor = Optional.empty();
    private long askedAt;
    private boolean pending;
    private long number;
    private long asked;

    /** @param news called when there is another state */
    Looking(Runnable news) {
        this.news = news;
    }

    State state() {
        return state;
    }

    /** Times a node was asked since the start: what the work is measured by. */
    long asked() {
        return asked;
    }

    /** Lets go of everything. */
    void stop() {
        number++;
        pending = false;
        session = Optional.empty();
        state = new State.Nothing();
    }

    /** What should be known now. @param head as events tell it of this node */
    void want(Controls controls, String from, SessionId id, Optional<TurnHash> head) {
        if (!session.equals(Optional.of(id)) || !node.equals(from)) {
            session = Optional.of(id);
            node = from;
            ask(controls, id, head);
            return;
        }
        if (pending) return;
        long since = System.nanoTime() - askedAt;
        boolean due = switch (state) {
            case State.Nothing _ -> true;
            case State.Asking _ -> false;
            case State.Failed failed -> System.nanoTime() - failed.retryAt >= 0;
            case State.Absent _, State.Seen _ -> since >= AGAIN && !askedFor.equals(head);
        };
        if (due) ask(controls, id, head);
    }

    private void ask(Controls controls, SessionId id, Optional<TurnHash> head) {
        long mine = ++number;
        asked++;
        pending = true;
        askedAt = System.nanoTime();
        askedFor = head;
        // What another node holds of it is shown until this one answers.
        boolean same = state instanceof State.Seen(SessionTokens tokens) && tokens.header().session().equals(id);
        if (!same) state = new State.Asking(node, askedAt);
        String from = node;
        try {
            controls.look(from, id).thenApplyAsync(view -> view.map(seen -> SessionTokens.of(from, seen)))
                    .whenComplete((tokens, failure) -> FxThread.bridge().run(() -> answered(mine, from, tokens, failure)));
        } catch (Controls.Refused refused) {
            answered(mine, from, Optional.empty(), refused);
        }
    }

    private void answered(long which, String from, Optional<SessionTokens> tokens, Throwable failure) {
        if (which != number) return;
        pending = false;
        if (failure != null) state = new State.Failed(from, why(failure), System.nanoTime() + AFTER_FAILURE);
        else state = tokens.<State>map(State.Seen::new).orElse(new State.Absent(from));
        news.run();
    }

    private static String why(Throwable failure) {
        Throwable cause = failure.getCause() != null ? failure.getCause() : failure;
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
