package discedge.console.operate.topology;

import discedge.console.kit.Names;
import discedge.console.kit.SoftBreaks;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.timeline.world.NodeState;
import discedge.timeline.world.SessionState;
import discedge.timeline.world.World;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Asks before a node is killed, beside its card: says which sessions that is about. */
final class KillQuestion {
    private static final double WIDTH = 264;
    private static final int LISTED = 5;

    private final VBox box = new VBox();
    private final Label title = CardFace.label("semibold");
    private final Label held = CardFace.label("t-table", "muted");
    private final Label sessions = CardFace.label("t-table", "mono");
    private final Button kill = new Button();
    private String node = "";
    private Node before;

    KillQuestion(Consumer<String> kills) {
        box.setId("kill-question");
        box.getStyleClass().addAll("floating", "ask", "gap-8");
        box.setManaged(false);
        box.setVisible(false);
        SoftBreaks.wrap(held);
        SoftBreaks.wrap(sessions);
        kill.setId("kill-yes");
        kill.getStyleClass().add("danger");
        kill.setMinWidth(Region.USE_PREF_SIZE);
        kill.setOnAction(_ -> {
            close();
            kills.accept(node);
        });
        var cancel = new Button(Words.of("question.cancel"));
        cancel.setId("kill-no");
        cancel.setOnAction(_ -> close());
        var buttons = new HBox(cancel, kill);
        buttons.getStyleClass().add("gap-8");
        buttons.setAlignment(Pos.CENTER_RIGHT);
        box.getChildren().addAll(title, held, sessions, buttons);
        box.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() != KeyCode.ESCAPE) return;
            close();
            event.consume();
        });
    }

    Node root() {
        return box;
    }

    void ask(Board board, NodeFacts facts) {
        node = facts.name();
        NodeState state = facts.state().orElseThrow();
        title.setText(Words.of("topology.kill.title", facts.whole()));
        held.setText(Words.of(state.identity().durable() ? "topology.kill.durable" : "topology.kill.memory", CardWords.sessions(state.sessions()), CardWords.turns(state.running())));
        kill.setText(Words.of("topology.kill.yes", node));
        String listed = sessions(board.facts().orElseThrow().world());
        sessions.setText(listed);
        sessions.setVisible(!listed.isEmpty());
        sessions.setManaged(!listed.isEmpty());
        before = box.getScene() == null ? null : box.getScene().getFocusOwner();
        box.setVisible(true);
        box.applyCss();
        Box room = board.room();
        Box card = board.box(node).orElse(room);
        double height = Math.ceil(box.prefHeight(WIDTH));
        double x = Math.clamp(card.right() + 8 + WIDTH <= room.width() ? card.right() + 8 : card.x() - WIDTH - 8, 4, Math.max(4, room.width() - WIDTH - 4));
        box.resizeRelocate(Math.round(x), Math.round(Math.clamp(card.y(), 4, Math.max(4, room.height() - height - 4))), WIDTH, height);
        kill.requestFocus();
    }

    /** Those whose client speaks to it, the most recent first. */
    private String sessions(World world) {
        List<SessionState> here = world.sessions().stream().filter(session -> session.node().equals(node)).sorted(Comparator.comparing(SessionState::active).reversed()).toList();
        var lines = new java.util.ArrayList<String>();
        for (SessionState session : here.subList(0, Math.min(LISTED, here.size())))
            lines.add(LinkWords.dotted(LinkWords.dotted(Names.of(session.id()), ClientFacts.shortened(session.who().user())), CardWords.turn(session.turn())));
        if (here.size() > LISTED) lines.add(Words.of("topology.kill.more", Units.count(here.size() - LISTED)));
        return String.join("\n", lines);
    }

    private void close() {
        box.setVisible(false);
        if (before != null) before.requestFocus();
        before = null;
    }
}
