package discedge.console.sessions.state;

import discedge.console.sessions.state.Surroundings.Place;
import discedge.session.TurnHash;
import discedge.timeline.world.Head;
import discedge.timeline.world.RecordState;
import discedge.timeline.world.SessionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A session at one node, measured against the replica that is furthest.
 *
 * @param order of the node among the nodes, from 0
 * @param head empty if nothing of the session is there
 * @param behind turns, of the furthest head
 */
public record Replica(String node, int order, Optional<Head> head, State state, int behind) {
    /** How a replica stands. */
    public enum State {
        /** It has the furthest head. */
        COMPLETE,
        /** What is missing may come. */
        BEHIND,
        /** What is missing cannot come now: the node is down, or cut from every node that has it. */
        STUCK,
        /** Its head is in another branch. */
        FORKED,
        /** Its node is down; it had the furthest head as far as is known. */
        DOWN,
        /** Nothing is there, and nothing is anywhere. */
        NOTHING
    }

    public int turn() {
        return head.map(Head::turn).orElse(0);
    }

    /** The head of the most turns, and where it is. */
    public record Furthest(Place place, Head head) {}

    /** At every node that could have it, in their order. None in mode client-side: the client carries the text. */
    public static List<Replica> of(SessionState session, Surroundings around) {
        if (session.who().mode().equals("client-side")) return List.of();
        Furthest furthest = furthest(session, around).orElse(null);
        var replicas = new ArrayList<Replica>(around.nodes().size());
        for (Place place : around.nodes()) {
            Head head = kept(session, place);
            if (head == null && furthest != null && !isAlike(place, furthest.place)) continue;
            int behind = furthest == null ? 0 : Math.max(0, furthest.head.turn() - (head == null ? 0 : head.turn()));
            State state = furthest == null ? State.NOTHING : state(session, around, place, head, furthest.head);
            replicas.add(new Replica(place.name(), place.order(), Optional.ofNullable(head), state, behind));
        }
        return List.copyOf(replicas);
    }

    /** Of several that are as far the one that the client has, else the first. */
    public static Optional<Furthest> furthest(SessionState session, Surroundings around) {
        TurnHash known = session.answered().flatMap(SessionState.Answer::hash).orElse(null);
        Furthest best = null;
        for (Place place : around.nodes()) {
            Head head = kept(session, place);
            if (head == null) continue;
            boolean better = best == null || head.turn() > best.head.turn()
                    || head.turn() == best.head.turn() && head.hash().equals(known) && !best.head.hash().equals(known);
            if (better) best = new Furthest(place, head);
        }
        return Optional.ofNullable(best);
    }

    private static Head kept(SessionState session, Place place) {
        Head head = session.heads().get(place.name(), null);
        return head != null && place.keeps(head) ? head : null;
    }

    /** A context goes only to nodes that serve its model. */
    private static boolean isAlike(Place one, Place other) {
        return one.fingerprint().isEmpty() || other.fingerprint().isEmpty() || one.fingerprint().equals(other.fingerprint());
    }

    private static State state(SessionState session, Surroundings around, Place place, Head head, Head furthest) {
        if (head != null && head.hash().equals(furthest.hash())) return place.answers() ? State.COMPLETE : State.DOWN;
        if (head != null && session.flags().forked() && !isBelow(session, head, furthest)) return State.FORKED;
        return place.answers() && canCome(session, around, place, furthest) ? State.BEHIND : State.STUCK;
    }

    /** The one head is in the chain of the other. What is not known of the chain is taken to be in it. */
    private static boolean isBelow(SessionState session, Head head, Head furthest) {
        TurnHash at = furthest.hash();
        for (int turn = furthest.turn(); turn > head.turn(); turn--) {
            Optional<TurnHash> before = session.record(turn, at).flatMap(RecordState::before);
            if (before.isEmpty()) return true;
            at = before.get();
        }
        return at.equals(head.hash());
    }

    private static boolean canCome(SessionState session, Surroundings around, Place to, Head furthest) {
        for (Place from : around.nodes()) {
            Head head = kept(session, from);
            if (head != null && from.answers() && head.hash().equals(furthest.hash()) && around.reaches(from.name(), to.name())) return true;
        }
        return false;
    }
}
