package discedge.console.operate.topology;

import discedge.console.fred.FredFacts;
import discedge.console.kit.Icons;
import discedge.console.kit.Showing;
import discedge.console.kit.Words;
import discedge.timeline.world.FredState;
import discedge.timeline.world.NodeState;
import java.time.Instant;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** One node: who it is, how it is, and what the client's next turn would meet there. */
final class NodeCard extends Region {
    private static final PseudoClass TARGET = CardFace.pseudo("target");
    private static final PseudoClass DOWN = CardFace.pseudo("down");
    private static final PseudoClass FAINT = CardFace.pseudo("faint");
    private static final PseudoClass OUTLINE = CardFace.pseudo("outline");
    private static final PseudoClass CHIP = CardFace.pseudo("chip");

    private static final PseudoClass TROUBLE = CardFace.pseudo("trouble");

    private final Region ring = new Region();
    /** Over the card's edge, where nothing else is. */
    private final Label cut = CardFace.label("pill", "cut", "edge-badge");
    private final Label remote = CardFace.label("t-label", "remote-badge");
    private final Label warming = CardFace.label("pill", "warm", "edge-badge");
    /** On the lower edge: its records are in FReD, and whether that can be used. */
    private final Label fred = CardFace.label("t-label", "fred-badge");
    private final Button more = new Button("", Icons.of(BootstrapIcons.THREE_DOTS));
    private final Actions actions;
    private NodeFacts node;
    private CardSize size;
    private CardFace face;
    private String state = "";

    /** What a card asks for. */
    interface Actions {
        /** @param by opens under it */
        void menu(NodeFacts node, Node by);

        void restart(String node);

        /** Asks a node of another process that is gone at once. */
        void retry(String node);
    }

    NodeCard(Actions actions) {
        this.actions = actions;
        getStyleClass().add("node-card");
        ring.getStyleClass().add("ring");
        ring.setMouseTransparent(true);
        cut.setGraphic(new Glyph(Glyph.Sign.CUT));
        cut.setMouseTransparent(true);
        remote.setMouseTransparent(true);
        remote.setVisible(false);
        warming.setGraphic(new Glyph(Glyph.Sign.WARM));
        warming.setMouseTransparent(true);
        warming.setVisible(false);
        fred.setVisible(false);
        more.getStyleClass().addAll("flat", "more");
        more.setFocusTraversable(false);
        more.setVisible(false);
        more.setAccessibleText(Words.of("topology.more"));
        more.setOnAction(_ -> actions.menu(node, more));
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        addEventHandler(MouseEvent.MOUSE_PRESSED, _ -> requestFocus());
        addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, event -> {
            actions.menu(node, this);
            event.consume();
        });
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        hoverProperty().addListener(_ -> showMore());
        focusedProperty().addListener(_ -> showMore());
    }

    private void key(KeyEvent event) {
        boolean opens = event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE || event.getCode() == KeyCode.CONTEXT_MENU
                || event.getCode() == KeyCode.F10 && event.isShiftDown();
        if (!opens || event.isControlDown() || event.isAltDown()) return;
        actions.menu(node, this);
        event.consume();
    }

    private void showMore() {
        more.setVisible((isHover() || isFocused()) && size != CardSize.CHIP);
        requestLayout();
    }

    NodeFacts node() {
        return node;
    }

    /** Sets what changed. */
    void show(NodeFacts facts, String code, CardSize its, Instant now) {
        node = facts;
        if (size != its) resizeTo(its);
        setId("node-" + facts.name());
        more.setId("more-" + facts.name());
        face.show(facts, code, now);
        setAccessibleText(CardWords.whole(facts, now));
        String word = facts.forecast().map(forecast -> Glyph.Sign.of(forecast.state()).word()).orElse("unknown");
        if (!word.equals(state)) {
            if (!state.isEmpty()) pseudoClassStateChanged(CardFace.pseudo(state), false);
            pseudoClassStateChanged(CardFace.pseudo(word), true);
            state = word;
        }
        cut.setVisible(facts.cut().all() && its != CardSize.CHIP);
        if (cut.isVisible()) Showing.text(cut, CardWords.cut(facts.cut().heals()));
        remote.setVisible((facts.isRemote() || facts.otherModel()) && its != CardSize.CHIP);
        if (remote.isVisible()) Showing.text(remote, mark(facts));
        String ahead = its == CardSize.CHIP ? "" : CardWords.warming(facts, false, now);
        warming.setVisible(!ahead.isEmpty());
        if (warming.isVisible()) Showing.text(warming, ahead);
        warming.setId("warming-" + facts.name());
        showFred(now);
        pseudoClassStateChanged(DOWN, facts.isDown());
        pseudoClassStateChanged(OUTLINE, facts.state().isEmpty());
    }

    private void showFred(Instant now) {
        Optional<FredState> its = node.state().flatMap(NodeState::fred).filter(_ -> node.isUp() && size != CardSize.CHIP && size != CardSize.TILE);
        fred.setVisible(its.isPresent());
        if (its.isEmpty()) return;
        fred.setId("fred-" + node.name());
        Showing.text(fred, FredFacts.mark(its.get(), now));
        CardFace.tip(fred, FredFacts.state(its.get(), now));
        fred.pseudoClassStateChanged(TROUBLE, its.get().trouble().isPresent());
    }

    private static String mark(NodeFacts facts) {
        return LinkWords.dotted(facts.isRemote() ? Words.of("topology.remote") : "", facts.otherModel() ? Words.of("topology.other-model") : "");
    }

    private void resizeTo(CardSize its) {
        size = its;
        face = switch (its) {
            case FULL -> new FullFace(actions::restart, actions::retry);
            case COMPACT -> new CompactFace();
            case CHIP, TILE -> new ChipFace();
        };
        getChildren().setAll(face.parts());
        getChildren().addAll(more, ring, remote, cut, warming, fred);
        pseudoClassStateChanged(CHIP, its == CardSize.CHIP);
        showMore();
    }

    /** The client would be dropped here. */
    void target(boolean now) {
        pseudoClassStateChanged(TARGET, now);
    }

    /** What is typed does not name it. */
    void faint(boolean now) {
        pseudoClassStateChanged(FAINT, now);
    }

    @Override
    public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
        if (action == AccessibleAction.FIRE) actions.menu(node, this);
        else super.executeAccessibleAction(action, parameters);
    }

    @Override
    protected void layoutChildren() {
        ring.resizeRelocate(0, 0, getWidth(), getHeight());
        if (face == null) return;
        face.place(getWidth(), getHeight(), more.isVisible());
        double badge = Math.ceil(cut.prefWidth(-1));
        cut.resizeRelocate(getWidth() - badge - 8, -10, badge, 20);
        double mark = Math.ceil(remote.prefWidth(-1));
        remote.resizeRelocate(size == CardSize.FULL ? 12 : 8, size == CardSize.FULL ? -9 : -13, mark, 18);
        double from = 8 + (remote.isVisible() ? mark + 8 : 0);
        double room = getWidth() - 8 - from - (cut.isVisible() ? badge + 4 : 0);
        warming.resizeRelocate(from, -10, Math.min(Math.ceil(warming.prefWidth(-1)), Math.max(20, room)), 20);
        double records = Math.ceil(fred.prefWidth(-1));
        // Between the client under the card and the other clients at its corner.
        fred.resizeRelocate(Math.round((getWidth() - records) / 2), getHeight() - 7, records, 18);
        double right = getWidth() - (size == CardSize.FULL ? 12 + 16 : 6);
        more.resizeRelocate(right - 22, size == CardSize.FULL ? 11 : 5, 22, 22);
    }
}
