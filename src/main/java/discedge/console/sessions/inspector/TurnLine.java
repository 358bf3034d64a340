package discedge.console.sessions.inspector;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.timeline.world.SessionState;
import discedge.timeline.world.Stage;
import discedge.timeline.world.TurnState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A turn's figures as the table shows them.
 *
 * @param before the node that the turn before went to; empty for the first
 */
record TurnLine(TurnState turn, Optional<String> before, boolean forked) {
    static TurnLine of(SessionState session, TurnState turn) {
        return new TurnLine(turn, session.turn(turn.turn() - 1).map(known -> known.asked().node()), session.flags().forkedTurns().contains(turn.turn()));
    }

    /** For the replica, earlier attempts' too. Empty until the wait is over. */
    Optional<Duration> waited() {
        Optional<Duration> now = turn.stages().of(Stage.WAIT);
        return now.isEmpty() && turn.stages().waitedBefore().isZero() ? Optional.empty() : Optional.of(now.orElse(Duration.ZERO).plus(turn.stages().waitedBefore()));
    }

    /** At the client; without one at the node. */
    Optional<Duration> firstToken() {
        return turn.stages().firstToken().or(() -> turn.stages().nodeFirst());
    }

    int retries() {
        return Math.max(0, turn.asked().attempts() - 1);
    }

    /** What is not as it should be, or still under way; empty if nothing is. */
    String notes() {
        var notes = new ArrayList<String>();
        var outcome = turn.outcome();
        if (turn.running()) notes.add(Words.of("sessions.phase." + turn.phase().name().toLowerCase(java.util.Locale.ROOT)));
        before.filter(node -> !node.equals(turn.asked().node())).ifPresent(node -> notes.add(Words.of("sessions.note.roamed", node)));
        if (forked) notes.add(Words.of("sessions.note.forked"));
        if (outcome.stale()) notes.add(Words.of("sessions.note.stale"));
        if (!outcome.missing().isEmpty()) notes.add(Words.of("sessions.note.missing", turns(outcome.missing())));
        if (!outcome.leftOut().isEmpty()) notes.add(Words.of("sessions.note.left-out", turns(outcome.leftOut())));
        if (outcome.replayed()) notes.add(Words.of("sessions.note.replayed"));
        outcome.refusals().forEach(refusal -> notes.add(Words.of("sessions.note.refused", refusal.status() == 0 ? "" : refusal.status() + " ", refusal.code().replace('_', ' '), refusal.node())));
        return String.join(" · ", notes);
    }

    private static String turns(List<Integer> turns) {
        return turns.size() > 4 ? turns.getFirst() + "–" + turns.getLast() : String.join(", ", turns.stream().map(turn -> Units.count(turn)).toList());
    }
}
