package discedge.console.operate.topology;

import discedge.console.ConsoleContext;
import discedge.console.fred.FredSheet;
import discedge.console.model.Frame;
import discedge.console.nodes.Removing;
import discedge.experiment.scenario.Fault;
import discedge.session.SessionId;
import discedge.timeline.world.LinkKey;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;

/** What a person does on the topology, wherever on it, and what follows from it. */
final class Hands implements Ground.Hears, NodeCard.Actions, Plates.Actions, Menus.Doings, ClientDrag.Hand {
    private final ConsoleContext console;
    private final Board board;
    private final Roaming roaming;
    private final FaultActions faults;
    private final Menus menus;
    private final Consumer<Boolean> holds;
    private final Scenery scenery;
    private final ClientDrag drag;
    private final FredSheet fred = new FredSheet();
    /** The client was picked up or put down since the last frame. */
    private boolean soon;

    /**
     * @param holds hears whether the client is held
     * @param shows shows a frame at once
     */
    Hands(ConsoleContext console, Board board, Consumer<Boolean> holds, Consumer<Frame> shows) {
        this.console = console;
        this.board = board;
        this.holds = holds;
        roaming = new Roaming(console, board);
        faults = new FaultActions(console);
        menus = new Menus(console.theming(), faults, this);
        scenery = new Scenery(console, board, this, frame -> {
            // As the client is picked up all forecasts are made anew, within the next frame.
            if (!soon) return;
            soon = false;
            shows.accept(frame);
        });
        drag = new ClientDrag(board, scenery.client(), this);
        scenery.client().disc().addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() != KeyCode.ENTER && event.getCode() != KeyCode.SPACE || !roaming.acts()) return;
            scenery.roamTo().open("");
            event.consume();
        });
    }

    Scenery scenery() {
        return scenery;
    }

    Roaming roaming() {
        return roaming;
    }

    FaultActions faults() {
        return faults;
    }

    /** What a drop would do, after the facts have changed. */
    void say() {
        drag.say();
    }

    /** Out of sight: nothing stays half done. */
    void letGo() {
        drag.cancel();
        menus.close();
        scenery.roamTo().close();
    }

    // ---- the ground and the links

    @Override
    public void resized(double width, double height) {
        scenery.show();
    }

    @Override
    public void hover(Optional<LinkKey> half) {
        if (half.equals(board.hovered())) return;
        board.hover(half);
        scenery.showLinks();
    }

    @Override
    public void click(Optional<LinkKey> half) {
        board.pin(half);
        scenery.showLinks();
        if (half.isPresent()) scenery.figures().focus();
    }

    @Override
    public void pin(LinkKey half) {
        click(Optional.of(half));
    }

    @Override
    public void menu(LinkKey half, double screenX, double screenY) {
        board.facts().ifPresent(facts -> menus.link(facts, half, scenery.ground(), screenX, screenY));
    }

    @Override
    public void menu(LinkKey half, Node by) {
        board.facts().ifPresent(facts -> menus.link(facts, half, by));
    }

    @Override
    public void typed(String letter) {
        if (roaming.acts() && !scenery.roamTo().isOpen() && board.size().compareTo(CardSize.CHIP) >= 0) scenery.roamTo().open(letter);
    }

    // ---- nodes

    @Override
    public void menu(NodeFacts node, Node by) {
        board.facts().ifPresent(facts -> menus.node(facts, node, by));
    }

    @Override
    public void restart(String node) {
        faults.restart(node);
    }

    @Override
    public void retry(String node) {
        console.model().acting().ifPresent(controls -> controls.watched().retry(node));
    }

    @Override
    public void manage() {
        console.commands().run("nodes");
    }

    @Override
    public void remove(String node) {
        Removing.remove(console, node);
    }

    @Override
    public void askToKill(NodeFacts node) {
        scenery.killing().ask(board, node);
    }

    void kill(String node) {
        faults.begin(new Fault.Kind.Kill(), new Fault.Target.Node(node), Duration.ZERO);
    }

    // ---- clients

    @Override
    public void roam(String node) {
        roaming.go(node);
    }

    @Override
    public void follow(String client) {
        console.model().follow(client);
    }

    @Override
    public void follow(SessionId session) {
        console.model().follow(session);
    }

    @Override
    public void fred(String node) {
        board.facts().ifPresent(facts -> fred.open((Pane) scenery.ground().getScene().getRoot(), node, facts.frame()));
    }

    /** FReD as a node sees it, if that is open. */
    FredSheet fred() {
        return fred;
    }

    @Override
    public void holds(boolean now) {
        board.dragging(now);
        holds.accept(now);
        soon = true;
        console.frames().wake();
    }

    @Override
    public void over(Optional<String> node) {
        scenery.cards().target(node);
        console.frames().wake();
    }

    @Override
    public boolean drop(String node) {
        return roaming.go(node);
    }
}
