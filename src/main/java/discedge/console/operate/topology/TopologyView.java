package discedge.console.operate.topology;

import discedge.console.ConsoleContext;
import discedge.console.kit.FxmlFile;
import discedge.console.kit.Names;
import discedge.console.kit.Tokens;
import discedge.console.kit.View;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.experiment.scenario.Fault;
import discedge.timeline.world.LinkKey;
import discedge.timeline.world.SessionState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/** The nodes, their links and the client that is dragged between them: where it may roam now, and what came of its last roam. */
public final class TopologyView implements View {
    private static final String DRAGGING = "dragging";

    private final ConsoleContext console;
    private final Board board = new Board();
    private final Forecasts forecasts = new Forecasts();
    private final RoamStory.Teller teller = new RoamStory.Teller();
    private final Roaming roaming;
    private final FaultActions faults;
    private final Menus menus;
    private final ClientMark client;
    private final ClientDrag drag;
    private final Motion motion;
    private final Cards cards;
    private final Plates plates;
    private final LinkFigures figures;
    private final KillQuestion killing;
    private final RoamTo roamList;
    private final BestNow best;
    private final SiteTiles tiles;
    private final OtherClients others;
    private final Ground ground;
    private List<Object> arranged = List.of();
    private boolean soon;
    @FXML private BorderPane root;
    @FXML private Label following;
    @FXML private Button roamTo;
    @FXML private Label empty;
    @FXML private StackPane middle;
    @FXML private HBox footer;
    @FXML private Label roamed;
    @FXML private Label outcome;
    @FXML private Button goBack;

    public TopologyView(ConsoleContext console) {
        this.console = console;
        FxmlFile.TOPOLOGY.load(this);
        roaming = new Roaming(console, board);
        faults = new FaultActions(console);
        menus = new Menus(console.theming(), faults, new Doings());
        client = new ClientMark(() -> console.settings().reducedMotion());
        motion = new Motion(console, board, client, this::pulse);
        cards = new Cards(new CardActions());
        plates = new Plates(new PlateActions());
        figures = new LinkFigures((link, by) -> menus.link(board.facts().orElseThrow(), link, by), () -> pin(Optional.empty()));
        killing = new KillQuestion(node -> faults.begin(new Fault.Kind.Kill(), new Fault.Target.Node(node), Duration.ZERO));
        roamList = new RoamTo(board, roaming::go, cards::filter);
        best = new BestNow(roaming::go);
        tiles = new SiteTiles(site -> roamList.open(site));
        others = new OtherClients(name -> console.model().follow(name));
        ground = new Ground(board, motion, new GroundActions(), tiles.root(), plates.root(), cards.root(), others.root(), best.root(), client.root(), cards.opened(), figures.root(),
                killing.root(), roamList.root());
        drag = new ClientDrag(board, client, new Hand());
        middle.getChildren().addFirst(ground);
        Tokens tokens = console.theming().tokens();
        cards.openTo(CardSize.FULL.width(tokens), CardSize.FULL.height(tokens));
        TopologyCommands.put(console, () -> root.getScene() != null, roaming, faults, () -> roamList.open(""));
        console.commands().bind(roamTo, "roam");
        console.frames().drive(motion);
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public void deactivate() {
        drag.cancel();
        menus.close();
        roamList.close();
    }

    /** Forecasts and paintings so far: what the topology costs. */
    Work work() {
        return new Work(forecasts.computed(), motion.paints());
    }

    /** What moves, as the frame clock drives it. */
    View motion() {
        return motion;
    }

    /** @param forecasts of one node each @param paints of what moves */
    record Work(long forecasts, long paints) {}

    @Override
    public void show(Frame frame) {
        board.facts(Facts.of(frame, console.model().run().sites(), forecasts.all(frame)));
        follow(frame);
        tell(frame);
        arrange();
        showAll();
    }

    /** Each pulse: what cannot wait until it is this view's turn. */
    private void pulse(Frame frame) {
        if (!soon) return;
        soon = false;
        show(frame);
    }

    // ---- shown

    private void follow(Frame frame) {
        Optional<SessionState> session = frame.followed();
        String text = session.map(its -> Words.of("topology.following", Names.of(its.id()), ClientFacts.shortened(its.who().user().isEmpty() ? its.who().client() : its.who().user()),
                        ClientFacts.next(its), its.who().consistency().isEmpty() ? Words.of("topology.consistency.unknown") : its.who().consistency()))
                .orElseGet(() -> frame.client().map(name -> Words.of("topology.following.client", name)).orElseGet(() -> Words.of("topology.following.nothing")));
        CardFace.text(following, text);
    }

    private void tell(Frame frame) {
        Optional<RoamStory> story = teller.tell(frame, console.model().run().timeline());
        CardFace.text(roamed, story.map(RoamStory::title).orElseGet(() -> Words.of(frame.live() ? frame.acts() ? "topology.hint" : "topology.hint.recorded" : "topology.hint.replay")));
        CardFace.text(outcome, story.map(RoamStory::comparison).orElse(""));
        CardFace.tip(outcome, outcome.getText());
        boolean back = story.isPresent() && frame.acts() && board.facts().flatMap(Facts::client).filter(its -> its.node().equals(story.get().roam().to())).isPresent();
        if (back) {
            String words = Words.of("topology.go-back", story.get().roam().from());
            if (!words.equals(goBack.getText())) goBack.setText(words);
            goBack.setUserData(story.get().roam().from());
        }
        goBack.setVisible(back);
        goBack.setManaged(back);
        roamed.pseudoClassStateChanged(PseudoClass.getPseudoClass("told"), story.isPresent());
    }

    @FXML
    private void goBack() {
        roaming.go((String) goBack.getUserData());
    }

    /** Anew only if the nodes or the room have changed. */
    private void arrange() {
        Facts facts = board.facts().orElseThrow();
        var its = List.<Object>of(ground.getWidth(), ground.getHeight(), facts.nodes().values().stream().map(node -> List.of(node.name(), node.position())).toList());
        empty.setVisible(facts.nodes().isEmpty());
        if (its.equals(arranged) || ground.getWidth() <= 0) return;
        arranged = its;
        board.arrange(Arrangement.of(ground.getWidth(), ground.getHeight(), facts.nodes().values().stream().map(NodeFacts::position).toList(), console.theming().tokens()),
                new Box(0, 0, ground.getWidth(), ground.getHeight()));
    }

    private void showAll() {
        if (board.facts().isEmpty() || ground.getWidth() <= 0) return;
        cards.show(board);
        client.show(board, console.theming().tokens(), System.nanoTime());
        drag.say();
        others.show(board);
        best.show(board);
        tiles.show(board);
        roamList.refresh();
        showLinks();
    }

    private void showLinks() {
        plates.show(board, client.dock(), console.settings().reducedMotion() ? motion::perSecond : _ -> 0);
        figures.show(board, client.isHeld());
        var gc = ground.links().getGraphicsContext2D();
        gc.clearRect(0, 0, ground.getWidth(), ground.getHeight());
        new LinkPainter(gc, console.theming().tokens(), board.facts().orElseThrow()).paint(board);
    }

    private void pin(Optional<LinkKey> half) {
        board.pin(half);
        if (board.facts().isPresent()) showLinks();
        if (half.isPresent()) figures.focus();
    }

    private void hover(Optional<LinkKey> half) {
        if (half.equals(board.hovered())) return;
        board.hover(half);
        if (board.facts().isPresent()) showLinks();
    }

    // ---- what a person does

    private final class GroundActions implements Ground.Hears {
        @Override
        public void resized(double width, double height) {
            if (board.facts().isEmpty()) return;
            arrange();
            showAll();
        }

        @Override
        public void hover(Optional<LinkKey> half) {
            TopologyView.this.hover(half);
        }

        @Override
        public void click(Optional<LinkKey> half) {
            pin(half);
        }

        @Override
        public void menu(LinkKey half, double screenX, double screenY) {
            menus.link(board.facts().orElseThrow(), half, ground, screenX, screenY);
        }

        @Override
        public void typed(String letter) {
            if (roaming.acts() && !roamList.isOpen() && board.size().compareTo(CardSize.CHIP) >= 0) roamList.open(letter);
        }
    }

    private final class CardActions implements NodeCard.Actions {
        @Override
        public void menu(NodeFacts node, NodeCard card, Node by) {
            menus.node(board.facts().orElseThrow(), node, card, by);
        }

        @Override
        public void restart(String node) {
            faults.restart(node);
        }
    }

    private final class PlateActions implements Plates.Actions {
        @Override
        public void menu(LinkKey link, Node by) {
            menus.link(board.facts().orElseThrow(), link, by);
        }

        @Override
        public void pin(LinkKey link) {
            TopologyView.this.pin(Optional.of(link));
        }

        @Override
        public void hover(Optional<LinkKey> link) {
            TopologyView.this.hover(link);
        }
    }

    private final class Doings implements Menus.Doings {
        @Override
        public void roam(String node) {
            roaming.go(node);
        }

        @Override
        public void pin(LinkKey half) {
            TopologyView.this.pin(Optional.of(half));
        }

        @Override
        public void askToKill(NodeFacts node) {
            killing.ask(board, node);
        }

        @Override
        public void follow(String name) {
            console.model().follow(name);
        }
    }

    /** Forecasts grow strong within the next frame: as the client is picked up, all is shown anew. */
    private final class Hand implements ClientDrag.Hand {
        @Override
        public void holds(boolean now) {
            board.dragging(now);
            root.getStyleClass().removeAll(DRAGGING);
            if (now) root.getStyleClass().add(DRAGGING);
            soon = true;
            console.frames().wake();
        }

        @Override
        public void over(Optional<String> node) {
            cards.target(node);
            console.frames().wake();
        }

        @Override
        public boolean drop(String node) {
            return roaming.go(node);
        }
    }
}
