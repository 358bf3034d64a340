package discedge.timeline.forecast;

import discedge.context.TurnRequest;
import discedge.session.ContextMode;
import discedge.session.SessionId;
import discedge.session.WindowPolicy;
import discedge.timeline.world.ClientState;
import discedge.timeline.world.SessionState;
import discedge.timeline.world.TurnState;
import discedge.timeline.world.World;
import java.time.Duration;
import java.util.Optional;

/**
 * The request to forecast.
 *
 * @param session empty for a new one
 * @param client empty if it is not known
 * @param available it would rather have an answer that has not seen all turns than none
 * @param maxWait how long a node may wait for its replica
 * @param promptTokens ids of the new prompt, estimated
 */
public record NextTurn(Optional<SessionId> session, String client, ContextMode mode, boolean available, Duration maxWait, WindowPolicy policy, int promptTokens) {
    private static final int PROMPT = 30;

    /** A new session. */
    public static NextTurn first(String client) {
        return new NextTurn(Optional.empty(), client, ContextMode.TOKENIZED, false, TurnRequest.DEFAULT_MAX_WAIT, WindowPolicy.DROP_OLDEST, PROMPT);
    }

    /**
     * As the session's last requests were. No event tells the window policy: it is {@code drop-oldest} until a request was
     * refused because the window is full. A prompt is taken to be as long as those before it.
     */
    public static NextTurn of(SessionState session) {
        SessionState.Who who = session.who();
        var prompts = session.turns().values().stream().mapToInt(turn -> turn.tokens().prompt()).filter(ids -> ids > 0).average();
        return new NextTurn(Optional.of(session.id()), who.client(), who.mode().isEmpty() ? ContextMode.TOKENIZED : ContextMode.ofWord(who.mode()),
                who.consistency().equals("available"), who.maxWait().orElse(TurnRequest.DEFAULT_MAX_WAIT),
                session.flags().windowFull() ? WindowPolicy.REJECT : WindowPolicy.DROP_OLDEST, (int) Math.round(prompts.orElse(PROMPT)));
    }

    /** Of a client's newest session; a new one if it has none. */
    public static NextTurn of(World world, ClientState client) {
        return client.session().flatMap(world::session).map(NextTurn::of).orElseGet(() -> first(client.name()));
    }

    public NextTurn withMode(ContextMode other) {
        return new NextTurn(session, client, other, available, maxWait, policy, promptTokens);
    }

    public NextTurn withAvailable(boolean other) {
        return new NextTurn(session, client, mode, other, maxWait, policy, promptTokens);
    }

    public NextTurn withMaxWait(Duration other) {
        return new NextTurn(session, client, mode, available, other, policy, promptTokens);
    }

    public NextTurn withPolicy(WindowPolicy other) {
        return new NextTurn(session, client, mode, available, maxWait, other, promptTokens);
    }

    public NextTurn withPromptTokens(int other) {
        return new NextTurn(session, client, mode, available, maxWait, policy, other);
    }

    /**
     * The turn under way, whose record the next one builds on; empty if none is. One that only waits is none: what the client
     * asks next, wherever it goes, is that turn again.
     */
    static Optional<TurnState> underWay(SessionState session) {
        return session.current().filter(turn -> switch (turn.phase()) {
            case QUEUED, PREFILL, DECODING, COMMITTING, ANSWERED -> true;
            case SENT, RECEIVED, WAITING, ACKNOWLEDGED, FAILED, GIVEN_UP -> false;
        });
    }
}
