package discedge.console.operate.chat;

import discedge.console.ConsoleContext;
import discedge.console.engines.EngineLine;
import discedge.console.kit.Command;
import discedge.console.kit.FxmlFile;
import discedge.console.kit.Names;
import discedge.console.kit.View;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The followed session's conversation with the composer at its foot, and the chosen turn's waterfall: below it, or where there is no room in a tab of its own. */
public final class ChatView implements View {
    /** Words appear as they come, a little faster than they are read. */
    private static final Duration WORDS = Duration.ofMillis(100);
    /** Less room than this is for one of the two. */
    private static final double BOTH_WIDTH = 360;
    private static final double BOTH_HEIGHT = 500;
    /** The waterfall takes no more of the height. */
    private static final double TURN_PART = 0.52;

    private final ConsoleContext console;
    private final Talks talks = new Talks();
    private final ConversationPane conversation;
    private final TurnPane turn;
    private final Composer composing;
    private final EngineLine engine;
    private final Tooltip whole = new Tooltip();
    private boolean both = true;
    private Optional<SessionId> session = Optional.empty();
    @FXML private VBox root;
    @FXML private Label title;
    @FXML private HBox tabs;
    @FXML private ToggleButton chatTab;
    @FXML private ToggleButton turnTab;
    @FXML private Label sessionName;
    @FXML private Button newChat;
    @FXML private StackPane content;
    @FXML private VBox composer;
    @FXML private MenuButton target;
    @FXML private HBox off;
    @FXML private Label why;
    @FXML private Button live;
    @FXML private HBox pasted;
    @FXML private Label pastedWords;
    @FXML private Button removePasted;
    @FXML private StackPane place;
    @FXML private Button send;
    @FXML private Label warning;
    @FXML private StackPane below;

    public ChatView(ConsoleContext console) {
        this.console = console;
        FxmlFile.CHAT.load(this);
        conversation = new ConversationPane(doings());
        turn = new TurnPane(console);
        engine = new EngineLine(console);
        composing = new Composer(console, new Composer.Parts(target, off, why, live, pasted, pastedWords, removePasted, warning, place, send), this::follow);
        composer.getChildren().addFirst(engine.root());
        console.frames().drive(turn);
        addCommands();
        var group = new ToggleGroup();
        group.getToggles().addAll(chatTab, turnTab);
        group.selectedToggleProperty().addListener((_, before, now) -> {
            if (now == null) group.selectToggle(before);
            else arrange();
        });
        group.selectToggle(chatTab);
        root.widthProperty().addListener(_ -> fit());
        root.heightProperty().addListener(_ -> fit());
        arrange();
    }

    private TurnCard.Doings doings() {
        return new TurnCard.Doings() {
            @Override
            public void choose(int number) {
                console.model().choose(Optional.of(number));
                turnTab.setSelected(true);
            }

            @Override
            public void goTo(Instant moment) {
                console.model().scrub(moment);
            }

            @Override
            public void again(int number) {
                session.flatMap(id -> console.model().run().transcripts().prompt(id, number)).ifPresent(composing::ask);
            }
        };
    }

    private void addCommands() {
        console.commands().put(Command.of("new-chat", "Shortcut+N", this::canAsk, this::beginChat));
        console.commands().put(Command.of("ask", "Shortcut+L", this::canAsk, this::focus));
        console.commands().bind(newChat, "new-chat");
        newChat.setTooltip(new Tooltip(Words.of("command.new-chat") + "  Ctrl+N"));
    }

    private boolean canAsk() {
        return console.model().acting().isPresent();
    }

    private void beginChat() {
        console.commands().run("screen.operate");
        composing.newChat();
        follow();
    }

    private void focus() {
        console.commands().run("screen.operate");
        composing.focus();
    }

    /** The newest turn comes into sight. */
    private void follow() {
        chatTab.setSelected(true);
        conversation.latest();
    }

    // ---- room

    private void fit() {
        boolean room = root.getWidth() >= BOTH_WIDTH && root.getHeight() >= BOTH_HEIGHT;
        if (room != both) {
            both = room;
            arrange();
        }
        double wanted = Math.min(turn.height(), Math.floor(root.getHeight() * TURN_PART));
        if (below.getPrefHeight() == wanted) return;
        below.setMinHeight(wanted);
        below.setPrefHeight(wanted);
        below.setMaxHeight(wanted);
    }

    private void arrange() {
        show(title, both);
        show(tabs, !both);
        show(below, both);
        boolean turnInTab = !both && turnTab.isSelected();
        if (both) {
            content.getChildren().setAll(conversation.root());
            below.getChildren().setAll(turn.root());
        } else {
            below.getChildren().clear();
            content.getChildren().setAll(turnInTab ? turn.root() : conversation.root());
        }
        console.frames().wake();
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    // ---- showing

    @Override
    public Node root() {
        return root;
    }

    @Override
    public Duration every() {
        return WORDS;
    }

    @Override
    public void show(Frame frame) {
        if (!frame.session().equals(session) || sessionName.getText().isEmpty()) {
            session = frame.session();
            sessionName.setText(session.map(Names::of).orElse(""));
            whole.setText(session.map(SessionId::value).orElse(""));
            sessionName.setTooltip(session.isPresent() ? whole : null);
        }
        if (conversation.root().getScene() != null) conversation.show(session.map(id -> id), talks.of(frame, console.model().run(), conversation.most()), nothing(frame));
        composing.show(frame);
        engine.show();
        fit();
    }

    private String nothing(Frame frame) {
        if (frame.session().isPresent() && !frame.live()) return Words.of("chat.empty.then");
        if (console.model().run().controls().isEmpty()) return Words.of("chat.empty.recorded");
        return Words.of(frame.acts() ? "chat.empty" : "chat.empty.then");
    }
}
