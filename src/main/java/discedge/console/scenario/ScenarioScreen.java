package discedge.console.scenario;

import discedge.console.ConsoleContext;
import discedge.console.kit.Command;
import discedge.console.kit.FxmlFile;
import discedge.console.kit.Icons;
import discedge.console.kit.Showing;
import discedge.console.kit.View;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.console.model.Run;
import discedge.context.Consistency;
import discedge.experiment.live.Controls;
import discedge.experiment.scenario.Scenario;
import discedge.node.yaml.Problem;
import discedge.session.ContextMode;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** A scenario: checked as it is typed, played on a lab of its own with each step's progress, its result. */
public final class ScenarioScreen implements View {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final String SEED = "1";

    private final ConsoleContext console;
    private final DraftPane draft;
    private final PlayPane plays;
    private Optional<Scenario> playable = Optional.empty();
    private Optional<Play> play = Optional.empty();
    @FXML private VBox root;
    @FXML private MenuButton choose;
    @FXML private ComboBox<ContextMode> mode;
    @FXML private ComboBox<Consistency> consistency;
    @FXML private TextField seed;
    @FXML private Button begin;
    @FXML private Button stop;
    @FXML private Label name;
    @FXML private Label edited;
    @FXML private Button save;
    @FXML private StackPane text;
    @FXML private Label title;
    @FXML private Label about;
    @FXML private Button watch;
    @FXML private ProgressBar progress;
    @FXML private ListView<Step> steps;
    @FXML private ListView<Problem> problems;
    @FXML private VBox result;
    @FXML private Label outcome;
    @FXML private Label folder;
    @FXML private Label summary;
    @FXML private Button replay;
    @FXML private Button show;

    public ScenarioScreen(ConsoleContext console) {
        this.console = console;
        FxmlFile.SCENARIO.load(this);
        choices();
        begin.setGraphic(Icons.of(BootstrapIcons.PLAY_FILL));
        stop.setGraphic(Icons.of(BootstrapIcons.STOP_FILL));
        plays = new PlayPane(console, new PlayPane.Parts(title, about, watch, progress, steps, problems, result),
                new ResultPane(console, result, outcome, folder, summary, replay, show), this::goTo);
        draft = new DraftPane(console, choose, name, edited, save, text, this::checked);
        console.commands().put(Command.of("scenario-play", "Shortcut+Enter", this::canPlay, this::play));
        console.commands().put(Command.of("scenario-stop", "", this::isPlaying, () -> play.ifPresent(Play::stop)));
        console.commands().put(Command.of("scenario-open", "", draft::openChosen));
        begin.setOnAction(_ -> console.commands().run("scenario-play"));
        stop.setOnAction(_ -> console.commands().run("scenario-stop"));
        enable();
    }

    private void choices() {
        mode.getItems().setAll(ContextMode.values());
        mode.setConverter(words(ContextMode::word));
        mode.setValue(ContextMode.TOKENIZED);
        consistency.getItems().setAll(Consistency.values());
        consistency.setConverter(words(Consistency::word));
        consistency.setValue(Consistency.STRONG);
        seed.setText(SEED);
        seed.textProperty().addListener(_ -> enable());
    }

    private static <T> StringConverter<T> words(java.util.function.Function<T, String> word) {
        return new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : word.apply(value);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("a choice is not typed");
            }
        };
    }

    private void goTo(Problem problem) {
        draft.goTo(problem);
    }

    private void checked(Draft.Checked found) {
        playable = found instanceof Draft.Checked.Good(Scenario scenario) ? Optional.of(scenario) : Optional.empty();
        plays.show(found);
        enable();
    }

    private OptionalLong number() {
        try {
            return OptionalLong.of(Long.parseLong(seed.getText().strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private Optional<Controls> lab() {
        return console.files().lab().flatMap(Run::controls);
    }

    private boolean isPlaying() {
        return play.filter(its -> !its.isOver()).isPresent();
    }

    private boolean canPlay() {
        return root.getScene() != null && playable.isPresent() && number().isPresent() && lab().isPresent() && !isPlaying();
    }

    private void play() {
        try {
            play = Optional.of(Play.begin(console, lab().orElseThrow(), playable.orElseThrow(), new Play.How(mode.getValue(), consistency.getValue(), number().orElseThrow()), this::ended));
            console.notices().close("scenario");
            plays.show(play.get());
        } catch (Controls.Refused e) {
            console.notices().show("scenario", e.getMessage());
        }
        enable();
    }

    private void ended() {
        enable();
        console.frames().wake();
    }

    /** Why it cannot be played is said where that is: in the list of problems, at the seed, in a word beside the button. */
    private void enable() {
        seed.pseudoClassStateChanged(WRONG, number().isEmpty());
        Showing.seen(begin, !isPlaying());
        Showing.seen(stop, isPlaying());
        begin.setDisable(!canPlay());
        stop.setDisable(play.filter(Play::isStopping).isPresent());
        for (Node field : new Node[] {mode, consistency, seed}) field.setDisable(isPlaying());
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public void show(Frame frame) {
        plays.show(frame);
        draft.paint();
        enable();
    }
}
