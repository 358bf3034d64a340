package discedge.console.operate.topology;

import discedge.console.ConsoleTest;
import discedge.event.ClientEvent;
import discedge.event.LabEvent;
import discedge.event.LifeEvent;
import discedge.event.PeerEvent;
import discedge.event.ReplicaEvent;
import discedge.experiment.live.Controls.Site;
import discedge.lab.client.Position;
import discedge.timeline.RandomLog;
import discedge.timeline.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.BeforeEach;
import org.testfx.util.WaitForAsyncUtils;

/** The topology by itself in a console's window, of whatever size. */
abstract class TopologyTest extends ConsoleTest {
    protected TopologyView topology;
    private StackPane holder;

    @BeforeEach
    void hostTopology() {
        onFx(() -> {
            topology = new TopologyView(window.console());
            window.console().frames().drive(topology);
            holder = new StackPane(topology.root());
            var stage = (StackPane) window.scene().lookup(".stage");
            stage.getChildren().setAll(new StackPane(holder));
            StackPane.setAlignment(holder, Pos.TOP_LEFT);
            return null;
        });
        room(592, 424);
    }

    /** Of the panel, header and footer with it. */
    protected void room(double width, double height) {
        onFx(() -> {
            holder.setMinSize(width, height);
            holder.setMaxSize(width, height);
            return null;
        });
        paint();
        paint();
    }

    // ---- what happens

    /** A session that is at turn 3 at A, its last record at B and on its way to C. */
    protected static Story roaming(Story story) {
        roamed(story, "", "A");
        links(story, List.of("A", "B", "C"));
        for (int turn = 1; turn <= 3; turn++) {
            story.turn(turn, "A").arrives(turn, "A", "B", 30 + 8 * turn);
            if (turn < 3) story.arrives(turn, "A", "C", 60 + 10 * turn);
            sent(story, turn, "A", "B");
            sent(story, turn, "A", "C");
            story.tell(new ReplicaEvent.Acknowledged(story.now(), "A", "B", "A", 1, turn, Duration.ofMillis(20)));
            if (turn < 3) story.tell(new ReplicaEvent.Acknowledged(story.now(), "A", "C", "A", 1, turn, Duration.ofMillis(20)));
        }
        return story.beats().pass(20);
    }

    protected static Story roamed(Story story, String from, String to) {
        return story.tell(new ClientEvent.Roamed(story.now(), to, "client", Optional.of(Story.SESSION), from, "chosen"));
    }

    protected static Story links(Story story, List<String> nodes) {
        int delay = 4;
        for (String from : nodes) for (String to : nodes) if (!from.equals(to))
            story.tell(new LabEvent.LinkSet(story.now(), "lab", from, to, Duration.ofMillis(delay++ % 20 + 3), Duration.ofMillis(2), 0, "none"));
        for (String node : nodes) story.tell(new LabEvent.LinkSet(story.now(), "lab", "client", node, Duration.ofMillis(3), Duration.ZERO, 0, "none"));
        return story;
    }

    protected static Story sent(Story story, int turn, String from, String to) {
        return story.tell(new ReplicaEvent.Sent(story.now(), from, to, from, 1, turn, RandomLog.key(Story.SESSION, turn), 300));
    }

    /** As the lab tells of it. */
    protected static Story fault(Story story, long number, String kind, String target, int seconds) {
        story.tell(new LabEvent.FaultBegan(story.now(), "lab", number, kind, target, Duration.ofSeconds(seconds)));
        if (kind.equals("cut") && target.contains("-")) story.cuts(target.split("-")[0], target.split("-")[1]);
        return story;
    }

    protected static Story healed(Story story, long number, String kind, String target) {
        return story.tell(new LabEvent.FaultEnded(story.now(), "lab", number, kind, target, true));
    }

    /** More nodes, that have measured their links to each other. */
    protected static Story many(Story story, List<String> nodes) {
        for (String node : nodes) story.tell(new LifeEvent.Started(story.now(), node, "1", "simulated", "m-f", "f", "apple-m2", true, 2048, false, 1, 2, List.of()));
        links(story, nodes);
        for (String node : nodes) for (String peer : nodes) if (!node.equals(peer)) story.tell(new PeerEvent.Measured(story.now(), node, peer, Duration.ofMillis(14)));
        return story;
    }

    protected static List<String> names(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> count > 26 && i > 3 ? "N%02d".formatted(i) : String.valueOf((char) ('A' + i - 1))).toList();
    }

    protected static List<Site> sites(List<String> names) {
        List<String> cities = List.of("Berlin", "Potsdam", "Jetson", "Leipzig", "Dresden", "Hamburg", "Bremen", "Rostock", "Kiel", "Erfurt", "Jena", "Halle", "Magdeburg", "Schwerin", "Cottbus", "Chemnitz");
        var sites = new ArrayList<Site>();
        for (int i = 0; i < names.size(); i++) {
            double angle = Math.PI * 2 * i / names.size();
            sites.add(new Site(names.get(i), names.size() > cities.size() ? names.get(i) : cities.get(i), new Position(100 * Math.sin(angle + 0.4), 60 * Math.cos(angle + 0.4))));
        }
        return sites;
    }

    // ---- what is seen

    protected NodeCard card(String node) {
        return robot.lookup("#node-" + node).queryAs(NodeCard.class);
    }

    protected String state(String node) {
        return robot.from(card(node)).lookup(".pill").queryAllAs(Label.class).stream().filter(Node::isVisible).map(Label::getText).findFirst().orElse("");
    }

    protected String text(String query) {
        return robot.lookup(query).queryAs(Label.class).getText();
    }

    protected boolean shows(String query) {
        return robot.lookup(query).tryQuery().filter(Node::isVisible).isPresent();
    }

    protected Bounds onScreen(Node node) {
        return node.localToScreen(node.getLayoutBounds());
    }

    /** The client's middle, on the screen. */
    protected javafx.geometry.Point2D client() {
        Bounds bounds = onScreen(robot.lookup("#client").query());
        return new javafx.geometry.Point2D(bounds.getCenterX(), bounds.getCenterY());
    }

    protected javafx.geometry.Point2D middle(String node) {
        Bounds bounds = onScreen(card(node));
        return new javafx.geometry.Point2D(bounds.getCenterX(), bounds.getCenterY());
    }

    /** Shows frames until something is so, as the frame clock would. */
    protected void until(java.util.concurrent.Callable<Boolean> so) throws Exception {
        WaitForAsyncUtils.waitFor(10, java.util.concurrent.TimeUnit.SECONDS, () -> {
            paint();
            return onFx(so);
        });
    }
}
