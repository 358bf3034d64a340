package discedge.console.operate.topology;

import discedge.console.ConsoleContext;
import discedge.console.kit.Tokens;
import discedge.console.model.Frame;
import discedge.timeline.world.LinkKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.canvas.GraphicsContext;

/** All that stands on the ground: puts it where it belongs and shows the board's facts in it. */
final class Scenery {
    private final ConsoleContext console;
    private final Board board;
    private final ClientMark client;
    private final Motion motion;
    private final Cards cards;
    private final Plates plates;
    private final OtherClients others;
    private final BestNow best;
    private final SiteTiles tiles;
    private final SiteFrames frames = new SiteFrames();
    private final LinkFigures figures;
    private final KillQuestion killing;
    private final RoamTo roamTo;
    private final Ground ground;
    private List<Object> arranged = List.of();

    /** @param pulse hears of each frame before what moves is painted */
    Scenery(ConsoleContext console, Board board, Hands hands, Consumer<Frame> pulse) {
        this.console = console;
        this.board = board;
        client = new ClientMark(() -> console.settings().reducedMotion());
        motion = new Motion(console, board, client, pulse);
        cards = new Cards(hands);
        plates = new Plates(hands);
        others = new OtherClients(hands::follow);
        best = new BestNow(hands::roam);
        roamTo = new RoamTo(board, hands::roam, cards::filter);
        tiles = new SiteTiles(roamTo::open);
        figures = new LinkFigures(hands::menu, () -> hands.click(Optional.empty()));
        killing = new KillQuestion(hands::kill);
        ground = new Ground(board, motion, hands, frames.root(), tiles.root(), plates.root(), cards.root(), others.root(), best.root(), client.root(), cards.opened(), figures.root(), killing.root(),
                roamTo.root());
        Tokens tokens = console.theming().tokens();
        cards.openTo(CardSize.FULL.width(tokens), CardSize.FULL.height(tokens));
    }

    Ground ground() {
        return ground;
    }

    Motion motion() {
        return motion;
    }

    ClientMark client() {
        return client;
    }

    Cards cards() {
        return cards;
    }

    LinkFigures figures() {
        return figures;
    }

    KillQuestion killing() {
        return killing;
    }

    RoamTo roamTo() {
        return roamTo;
    }

    /** Shows everything. */
    void show() {
        if (board.facts().isEmpty() || ground.getWidth() <= 0) return;
        arrange();
        frames.show(board);
        cards.show(board);
        client.show(board, console.theming().tokens(), System.nanoTime());
        others.show(board);
        best.show(board);
        tiles.show(board);
        roamTo.refresh();
        showLinks();
    }

    /** Anew only if the nodes or the room have changed. */
    private void arrange() {
        Facts facts = board.facts().orElseThrow();
        var its = List.<Object>of(ground.getWidth(), ground.getHeight(), facts.nodes().values().stream().map(node -> List.of(node.name(), node.position())).toList());
        if (its.equals(arranged)) return;
        arranged = its;
        board.arrange(Arrangement.of(ground.getWidth(), ground.getHeight(), facts.nodes().values().stream().map(NodeFacts::position).toList(), console.theming().tokens()),
                new Box(0, 0, ground.getWidth(), ground.getHeight()));
    }

    /** Shows what is pointed at, or no longer. */
    void showLinks() {
        if (board.facts().isEmpty()) return;
        plates.show(board, client.dock(), console.settings().reducedMotion() ? motion::perSecond : (LinkKey _) -> 0);
        figures.show(board, client.isHeld());
        GraphicsContext gc = ground.links().getGraphicsContext2D();
        gc.clearRect(0, 0, ground.getWidth(), ground.getHeight());
        new LinkPainter(gc, console.theming().tokens(), board.facts().orElseThrow()).paint(board);
    }
}
