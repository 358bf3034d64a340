package discedge.console.operate.topology;

import discedge.console.ConsoleContext;
import discedge.console.kit.FxmlFile;
import discedge.console.kit.Names;
import discedge.console.kit.Showing;
import discedge.console.kit.View;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.context.Consistency;
import discedge.timeline.world.SessionState;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The nodes, their links and the client that is dragged between them: where it may roam now, and what came of its last roam. */
public final class TopologyView implements View {
    private static final String DRAGGING = "dragging";

    private final ConsoleContext console;
    private final Board board = new Board();
    private final Forecasts forecasts = new Forecasts();
    private final Hands hands;
    private final RoamBar bar;
    private final NoNodes nobody;
    @FXML private BorderPane root;
    @FXML private Label following;
    @FXML private Button addNode;
    @FXML private Button roamTo;
    @FXML private VBox empty;
    @FXML private Label emptyTitle;
    @FXML private Label emptyAsked;
    @FXML private Button emptyOpen;
    @FXML private Button emptyAdd;
    @FXML private Button emptyAsk;
    @FXML private StackPane middle;
    @FXML private Label roamed;
    @FXML private Label outcome;
    @FXML private Button goBack;

    public TopologyView(ConsoleContext console) {
        this.console = console;
        FxmlFile.TOPOLOGY.load(this);
        hands = new Hands(console, board, this::dragging, this::show);
        bar = new RoamBar(roamed, outcome, goBack, hands::roam);
        nobody = new NoNodes(console, new NoNodes.Parts(empty, emptyTitle, emptyAsked, emptyOpen, emptyAdd, emptyAsk));
        middle.getChildren().addFirst(hands.scenery().ground());
        TopologyCommands.put(console, () -> root.getScene() != null, hands.roaming(), hands.faults(), () -> hands.scenery().roamTo().open(""));
        console.commands().bind(roamTo, "roam");
        console.commands().bind(addNode, "add-node");
        console.frames().drive(hands.scenery().motion());
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public void deactivate() {
        hands.letGo();
    }

    @Override
    public void show(Frame frame) {
        board.facts(Facts.of(frame, console.model().run().sites(), forecasts.all(frame)));
        Showing.text(following, following(frame));
        boolean none = board.facts().orElseThrow().nodes().isEmpty();
        bar.show(frame, none, board.facts().flatMap(Facts::client), console.model().run().timeline());
        nobody.show(frame, none);
        hands.scenery().show();
        hands.say();
        hands.fred().show(frame);
    }

    /** {@code following s-41c · user u1 · next turn 8 · strong}. */
    private String following(Frame frame) {
        SessionState session = frame.followed().orElse(null);
        if (session == null) return frame.client().map(name -> Words.of("topology.following.client", ClientFacts.shortened(name))).orElseGet(() -> Words.of("topology.following.nothing"));
        SessionState.Who who = session.who();
        return Words.of("topology.following", Names.of(session.id()), ClientFacts.shortened(who.user().isEmpty() ? who.client() : who.user()), ClientFacts.next(session),
                consistency(frame, session).or(() -> Optional.of(who.consistency()).filter(word -> !word.isEmpty())).orElseGet(() -> Words.of("topology.consistency.unknown")));
    }

    /** As the client is set, where it is one that asks from here. */
    private Optional<String> consistency(Frame frame, SessionState session) {
        return console.model().acting().flatMap(controls -> frame.followedClient().filter(client -> client.session().filter(session.id()::equals).isPresent())
                .flatMap(client -> controls.consistency(client.name()))).map(Consistency::word);
    }

    /** Rings are strong while the client is held. */
    private void dragging(boolean now) {
        root.getStyleClass().removeAll(DRAGGING);
        if (now) root.getStyleClass().add(DRAGGING);
    }

    // ---- what it costs

    /** What moves, as the frame clock drives it. */
    View motion() {
        return hands.scenery().motion();
    }

    Work work() {
        return new Work(forecasts.computed(), hands.scenery().motion().paints());
    }

    /** @param forecasts of one node each @param paints of what moves */
    record Work(long forecasts, long paints) {}
}
