package discedge.console.operate.chat;

import discedge.console.kit.Icons;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.operate.chat.Talks.Conversation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The turns one below the other. The newest are here; older ones come when they are asked for. */
final class ConversationPane {
    /** Turns shown at first, and more with each "show earlier". */
    static final int PAGE = 50;

    private final StackPane root = new StackPane();
    private final VBox turns = new VBox();
    private final ScrollPane scroll = new ScrollPane(turns);
    private final Following following = new Following(scroll, turns);
    private final Button jump = new Button(Words.of("chat.jump"), Icons.of(BootstrapIcons.ARROW_DOWN));
    private final Button earlier = new Button();
    private final Label empty = new Label();
    private final VBox after = new VBox();
    private final TurnCard.Doings doings;
    private final Map<Integer, TurnCard> cards = new HashMap<>();
    private List<Talk.Note> afterShown = List.of();
    private Optional<Object> of = Optional.empty();
    private int most = PAGE;

    ConversationPane(TurnCard.Doings doings) {
        this.doings = doings;
        root.getStyleClass().add("conversation");
        root.setMinHeight(0);
        // It takes the room there is, however long it is.
        root.setPrefHeight(0);
        scroll.setId("conversation");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        turns.getStyleClass().add("turns");
        after.getStyleClass().add("notes");
        jump.setId("jump-to-latest");
        jump.getStyleClass().add("jump");
        jump.setOnAction(_ -> following.latest());
        jump.visibleProperty().bind(following.follows().not());
        StackPane.setAlignment(jump, Pos.BOTTOM_CENTER);
        earlier.setId("show-earlier");
        earlier.getStyleClass().addAll("flat", "earlier");
        earlier.setOnAction(_ -> earlier());
        empty.setId("chat-empty");
        empty.getStyleClass().add("muted");
        empty.setWrapText(true);
        empty.setManaged(false);
        empty.setVisible(false);
        root.getChildren().addAll(scroll, empty, jump);
    }

    Node root() {
        return root;
    }

    /** How many turns are wanted. */
    int most() {
        return most;
    }

    private void earlier() {
        following.growsAbove();
        most += PAGE;
    }

    /** Goes to the newest turn and stays with it. */
    void latest() {
        following.latest();
    }

    /**
     * @param session what the conversation is of: another one begins at its end
     * @param nothing is said where there are no turns
     */
    void show(Optional<Object> session, Conversation conversation, String nothing) {
        if (!session.equals(of)) {
            of = session;
            most = PAGE;
            cards.clear();
            following.latest();
        }
        boolean none = conversation.turns().isEmpty();
        empty.setVisible(none);
        empty.setManaged(none);
        if (none && !empty.getText().equals(nothing)) empty.setText(nothing);
        var parts = new ArrayList<Node>();
        if (conversation.hidden() > 0) {
            String words = Words.of("chat.earlier", Units.count(Math.min(PAGE, conversation.hidden())), Units.count(conversation.hidden()));
            if (!words.equals(earlier.getText())) earlier.setText(words);
            parts.add(earlier);
        }
        cards.keySet().retainAll(conversation.turns().stream().map(Talk::turn).toList());
        for (Talk talk : conversation.turns()) {
            TurnCard card = cards.computeIfAbsent(talk.turn(), turn -> new TurnCard(turn, doings));
            card.show(talk);
            parts.add(card);
        }
        if (!conversation.after().isEmpty()) {
            if (!conversation.after().equals(afterShown)) after.getChildren().setAll(conversation.after().stream().map(note -> new NoteRow(note, doings::goTo)).toList());
            afterShown = conversation.after();
            parts.add(after);
        }
        if (!turns.getChildren().equals(parts)) turns.getChildren().setAll(parts);
    }
}
