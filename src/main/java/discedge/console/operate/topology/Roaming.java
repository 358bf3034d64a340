package discedge.console.operate.topology;

import discedge.console.ConsoleContext;
import discedge.console.kit.Words;
import discedge.experiment.live.Controls;
import discedge.timeline.world.NodeState;
import java.util.Optional;

/** A person moves the followed client. */
final class Roaming {
    private static final String NOTICE = "roam";

    private final ConsoleContext console;
    private final Board board;

    Roaming(ConsoleContext console, Board board) {
        this.console = console;
        this.board = board;
    }

    /** There is a client to move, and now. */
    boolean acts() {
        return console.model().acting().isPresent() && client().isPresent();
    }

    private Optional<String> client() {
        return board.facts().flatMap(facts -> facts.frame().client());
    }

    /** Its next turn goes there; what is in the way is said. @return whether it goes */
    boolean go(String node) {
        Optional<String> client = client();
        Optional<ClientFacts> stands = board.facts().flatMap(Facts::client);
        if (client.isEmpty() || stands.filter(its -> its.node().equals(node)).isPresent()) return false;
        Optional<Controls> controls = console.model().acting();
        if (controls.isEmpty()) return refuse(Words.of(console.model().playhead().isLive() ? "topology.roam.recorded" : "topology.roam.replay"));
        if (isDown(node)) return refuse(Words.of("topology.roam.down", node, stands.map(ClientFacts::node).orElse("")));
        try {
            if (controls.get().demonstration() == Controls.Demonstration.PLAYING) controls.get().pauseDemonstration();
            controls.get().roam(client.get(), node);
        } catch (Controls.Refused e) {
            return refuse(e.getMessage());
        }
        console.notices().close(NOTICE);
        stands.ifPresent(its -> its.running().ifPresent(turn -> console.notices().show(NOTICE, Words.of("topology.roam.running", turn, its.node(), its.nextTurn(), node))));
        console.frames().wake();
        return true;
    }

    /** As the newest event says: the facts shown may be a moment old. */
    private boolean isDown(String node) {
        Optional<NodeState> state = console.model().run().timeline().newest().node(node);
        return state.filter(its -> !its.life().answers()).isPresent();
    }

    private boolean refuse(String why) {
        console.notices().show(NOTICE, why);
        return false;
    }
}
