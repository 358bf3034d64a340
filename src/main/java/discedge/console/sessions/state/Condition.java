package discedge.console.sessions.state;

import discedge.timeline.world.Phase;
import discedge.timeline.world.SessionState;
import discedge.timeline.world.TurnState;
import java.util.Locale;
import java.util.Optional;

/** What a session does or what is wrong with it, in one word; what matters most wins. */
public enum Condition {
    DELETED, EXPIRED, FORKED, GAP, WAITING, QUEUED, PREFILL, DECODING, ASKING, REFUSED, IDLE;

    static Condition of(SessionState session) {
        if (session.flags().deleted()) return DELETED;
        if (session.expired()) return EXPIRED;
        if (session.flags().forked()) return FORKED;
        if (session.flags().gap()) return GAP;
        return session.current().map(Condition::of).orElse(IDLE);
    }

    private static Condition of(TurnState turn) {
        Phase phase = turn.phase();
        return switch (phase) {
            case WAITING -> WAITING;
            case QUEUED -> QUEUED;
            case PREFILL -> PREFILL;
            case DECODING -> DECODING;
            case SENT, RECEIVED, COMMITTING, ANSWERED -> ASKING;
            case FAILED, GIVEN_UP -> REFUSED;
            case ACKNOWLEDGED -> IDLE;
        };
    }

    /** Of keys and style classes. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The turn under way, if one is. */
    static boolean runs(SessionState session) {
        Optional<TurnState> turn = session.current();
        return !session.flags().deleted() && !session.expired() && turn.filter(TurnState::running).isPresent();
    }
}
