package discedge.console.operate.topology;

import discedge.console.kit.Showing;
import discedge.console.kit.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;

/** Clients that are not followed: a small dot each, under their node. A click follows one. */
final class OtherClients {
    private static final int MOST = 6;
    private static final double HIT = 16;
    private static final double STEP = 14;
    /** Of the number of those that have no dot. */
    private static final double MORE = 26;

    private final Pane pane = new Pane();
    private final Map<String, Button> dots = new HashMap<>();
    private final Map<String, Label> rests = new HashMap<>();
    private final Consumer<String> follows;

    /** @param follows hears of the client that was chosen */
    OtherClients(Consumer<String> follows) {
        this.follows = follows;
        pane.setPickOnBounds(false);
    }

    Node root() {
        return pane;
    }

    private static boolean hasRoom(Board board) {
        return board.size() == CardSize.FULL || board.size() == CardSize.COMPACT;
    }

    /** Where they stand under the cards: not to be covered. */
    static List<Box> taken(Board board) {
        var boxes = new ArrayList<Box>();
        if (hasRoom(board)) board.facts().orElseThrow().others().forEach((node, clients) -> board.box(node).ifPresent(card -> {
            boolean more = clients.size() > MOST;
            double width = 8 + Math.min(MOST, clients.size()) * STEP + (more ? MORE : 0);
            boxes.add(new Box(card.right() - width, card.bottom(), width, more ? HIT : HIT / 2 + 1));
        }));
        return boxes;
    }

    void show(Board board) {
        Map<String, List<String>> others = board.facts().orElseThrow().others();
        var wanted = new ArrayList<String>();
        var counted = new ArrayList<String>();
        boolean room = hasRoom(board);
        if (room) others.forEach((node, clients) -> board.box(node).ifPresent(card -> {
            int shown = Math.min(MOST, clients.size());
            for (int i = 0; i < shown; i++) {
                wanted.add(clients.get(i));
                dots.computeIfAbsent(clients.get(i), this::dot).resizeRelocate(card.right() - HIT - 4 - i * STEP, card.bottom() - HIT / 2 + 1, HIT, HIT);
            }
            if (clients.size() > shown) {
                counted.add(node);
                Label rest = rests.computeIfAbsent(node, this::rest);
                Showing.text(rest, Words.of("topology.others.more", clients.size() - shown));
                double width = Math.ceil(rest.prefWidth(-1));
                rest.resizeRelocate(card.right() - 6 - shown * STEP - width, card.bottom() + 2, width, 14);
            }
        }));
        drop(dots, wanted);
        drop(rests, counted);
    }

    private <T extends Node> void drop(Map<String, T> kept, List<String> wanted) {
        if (kept.size() == wanted.size()) return;
        kept.entrySet().removeIf(entry -> {
            boolean gone = !wanted.contains(entry.getKey());
            if (gone) pane.getChildren().remove(entry.getValue());
            return gone;
        });
    }

    private Button dot(String client) {
        var dot = new Button();
        dot.setManaged(false);
        dot.setId("client-" + client);
        dot.getStyleClass().setAll("client-dot");
        String words = Words.of("topology.others.follow", ClientFacts.shortened(client));
        dot.setAccessibleText(words);
        dot.setTooltip(new Tooltip(words));
        dot.setOnAction(_ -> follows.accept(client));
        pane.getChildren().add(dot);
        return dot;
    }

    private Label rest(String node) {
        var rest = CardFace.label("t-label", "mono", "muted");
        rest.setManaged(false);
        rest.setMouseTransparent(true);
        pane.getChildren().add(rest);
        rest.applyCss();
        return rest;
    }
}
