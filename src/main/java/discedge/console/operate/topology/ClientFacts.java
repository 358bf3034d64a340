package discedge.console.operate.topology;

import discedge.console.model.Frame;
import discedge.timeline.world.ClientState;
import discedge.timeline.world.LinkState;
import discedge.timeline.world.Samples;
import discedge.timeline.world.SessionState;
import discedge.timeline.world.TurnState;
import java.time.Duration;
import java.util.Optional;

/**
 * The client that is followed.
 *
 * @param name empty where only the node's events are known: it cannot be moved then
 * @param label the user, else the client's name
 * @param node that it speaks to
 * @param roundTrip to that node
 * @param running its turn under way; empty if none is
 * @param nextTurn the one that a roam moves
 */
record ClientFacts(String name, String label, String node, Optional<Duration> roundTrip, Optional<Integer> running, int nextTurn) {
    private static final int LONGEST = 16;

    /** Empty if none is followed, or it has not been anywhere yet. */
    static Optional<ClientFacts> of(Frame frame) {
        Optional<SessionState> session = frame.followed();
        String name = frame.client().orElse("");
        String node = frame.followedClient().map(ClientState::node).or(() -> session.map(SessionState::node)).orElse("");
        if (node.isEmpty()) return Optional.empty();
        String user = session.map(its -> its.who().user()).filter(text -> !text.isEmpty()).orElse(name);
        Optional<TurnState> running = session.flatMap(SessionState::current).filter(TurnState::running);
        return Optional.of(new ClientFacts(name, shortened(user), node, roundTrip(frame, name, node), running.map(TurnState::turn), session.map(ClientFacts::next).orElse(1)));
    }

    /** The turn after the running one; one that got no answer is asked again. */
    static int next(SessionState session) {
        Optional<TurnState> current = session.current();
        boolean again = current.filter(turn -> !turn.running() && turn.outcome().hash().isEmpty() && session.answered().filter(answer -> answer.turn() >= turn.turn()).isEmpty()).isPresent();
        return again ? current.get().turn() : session.turn() + 1;
    }

    /** What of the time to first token passes outside the node, else twice the delay that the lab set. */
    private static Optional<Duration> roundTrip(Frame frame, String client, String node) {
        var world = frame.world();
        return world.node(node).flatMap(its -> its.rates().outside().latest(world.now())).map(Samples.Summary::p50)
                .or(() -> world.link(client, node).flatMap(LinkState::shape).map(shape -> shape.delay().multipliedBy(2)));
    }

    static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }
}
