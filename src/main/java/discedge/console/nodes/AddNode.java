package discedge.console.nodes;

import discedge.console.ConsoleContext;
import discedge.console.kit.Failures;
import discedge.console.kit.FxThread;
import discedge.console.kit.FxmlFile;
import discedge.console.kit.Sheet;
import discedge.console.kit.Showing;
import discedge.console.kit.Words;
import discedge.experiment.live.Controls;
import discedge.experiment.live.WatchedNodes;
import discedge.experiment.live.WatchedNodes.Answered;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;

/** A person adds a node of another process: what answers at the address is shown before it is watched. On the FX thread. */
final class AddNode {
    private static final String ID = "add-node";

    private final ConsoleContext console;
    private final Controls controls;
    private final List<CheckBox> offers = new ArrayList<>();
    private Runnable close = () -> {};
    private Optional<CompletableFuture<Answered>> under = Optional.empty();
    private Optional<Answered> found = Optional.empty();
    @FXML private VBox root;
    @FXML private TextField address;
    @FXML private Button check;
    @FXML private HBox asking;
    @FXML private Label asked;
    @FXML private Button stop;
    @FXML private Label refused;
    @FXML private VBox answered;
    @FXML private GridPane facts;
    @FXML private Label warning;
    @FXML private VBox peers;
    @FXML private TextField label;
    @FXML private TextField site;
    @FXML private Button add;

    private AddNode(ConsoleContext console, Controls controls) {
        this.console = console;
        this.controls = controls;
        FxmlFile.ADD_NODE.load(this);
        check.setOnAction(_ -> ask());
        address.setOnAction(_ -> ask());
        // What was found was found at another address.
        address.textProperty().addListener(_ -> {
            end();
            refuse("");
        });
        stop.setOnAction(_ -> {
            end();
            address.requestFocus();
        });
        add.setOnAction(_ -> add());
        label.setOnAction(_ -> add());
        site.setOnAction(_ -> add());
        end();
        refuse("");
    }

    /** Opens over a window, unless it is open there. @param over the window's root */
    static void open(ConsoleContext console, Controls controls, Pane over) {
        if (over.lookup("#" + ID) != null) return;
        var made = new AddNode(console, controls);
        made.close = Sheet.form(over, ID, Words.of("nodes.add"), made.root);
        made.address.requestFocus();
    }

    // ---- asking

    private void ask() {
        end();
        refuse("");
        String text = address.getText();
        CompletableFuture<Answered> answer = controls.watched().ask(text);
        under = Optional.of(answer);
        asked.setText(Words.of("nodes.add.asking", text.strip()));
        Showing.seen(asking, true);
        check.setDisable(true);
        answer.whenComplete((its, failure) -> FxThread.bridge().run(() -> {
            // Stopped meanwhile, or another one was asked.
            if (under.filter(answer::equals).isEmpty()) return;
            end();
            if (failure == null) show(its);
            else refuse(words(failure));
        }));
    }

    private static String words(Throwable failure) {
        Throwable cause = Failures.cause(failure);
        return cause instanceof Controls.Refused ? cause.getMessage() : Words.of("nodes.add.failed", cause);
    }

    /** What is still asked is not waited for. */
    private void end() {
        under = Optional.empty();
        found = Optional.empty();
        Showing.seen(asking, false);
        Showing.seen(answered, false);
        check.setDisable(false);
    }

    private void refuse(String words) {
        refused.setText(words);
        Showing.seen(refused, !words.isEmpty());
    }

    // ---- what answered

    private void show(Answered its) {
        found = Optional.of(its);
        facts.getChildren().clear();
        int row = 0;
        for (AnswerWords.Fact fact : AnswerWords.facts(its)) {
            var name = new Label(fact.name());
            name.getStyleClass().addAll("t-table", "muted");
            var value = new Label(fact.value());
            value.getStyleClass().addAll("t-table", "mono");
            value.setWrapText(true);
            value.setId("add-node-" + fact.id());
            facts.addRow(row++, name, value);
        }
        String warned = AnswerWords.warnings(its, console.model().run().timeline().newest());
        warning.setText(warned);
        Showing.seen(warning, !warned.isEmpty());
        offers.clear();
        peers.getChildren().clear();
        for (WatchedNodes.Offer offer : its.offers()) {
            var box = new CheckBox(Words.of("nodes.add.offer", offer.node(), offer.address()));
            box.setMnemonicParsing(false);
            box.setId("add-node-offer-" + offer.node());
            box.setSelected(true);
            box.setUserData(offer);
            box.setOnAction(_ -> name());
            offers.add(box);
            peers.getChildren().add(box);
        }
        Showing.seen(peers, !offers.isEmpty());
        Showing.seen(answered, true);
        name();
        label.requestFocus();
    }

    private List<WatchedNodes.Offer> chosen() {
        return offers.stream().filter(CheckBox::isSelected).map(box -> (WatchedNodes.Offer) box.getUserData()).toList();
    }

    private void name() {
        String node = found.orElseThrow().facts().node();
        add.setText(chosen().isEmpty() ? Words.of("nodes.add.one", node) : Words.of("nodes.add.more", node, chosen().size()));
    }

    private void add() {
        if (found.isEmpty()) return;
        Answered its = found.get();
        try {
            controls.watched().add(its, label.getText().strip(), site.getText().strip());
            for (WatchedNodes.Offer offer : chosen()) controls.watched().watch(offer.node(), offer.address(), "", "");
            close.run();
            console.frames().wake();
        } catch (Controls.Refused e) {
            refuse(e.getMessage());
        }
    }
}
