package discedge.console.settings;

import discedge.console.ConsoleContext;
import discedge.console.files.Choosers.Kind;
import discedge.console.kit.FxmlFile;
import discedge.console.kit.Icons;
import discedge.console.kit.View;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.console.model.Settings;
import discedge.experiment.scenario.ScenarioReader;
import discedge.node.yaml.InvalidFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** What a person sets: each change is in force at once, and what cannot be is said beside the field. */
public final class SettingsView implements View {
    private final ConsoleContext console;
    private final Runnable changed = this::fill;
    private List<LimitField> limits = List.of();
    private Map<String, ToggleButton> themes = Map.of();
    @FXML private BorderPane root;
    @FXML private Button close;
    @FXML private ToggleButton system;
    @FXML private ToggleButton dark;
    @FXML private ToggleButton light;
    @FXML private CheckBox reduced;
    @FXML private TextField firstToken;
    @FXML private Label firstTokenWrong;
    @FXML private TextField wait;
    @FXML private Label waitWrong;
    @FXML private TextField lag;
    @FXML private Label lagWrong;
    @FXML private Label lab;
    @FXML private Label labWrong;
    @FXML private Button chooseLab;
    @FXML private Button builtIn;
    @FXML private CheckBox simulated;
    @FXML private Button autosaves;
    @FXML private Button restore;

    public SettingsView(ConsoleContext console) {
        this.console = console;
        FxmlFile.SETTINGS.load(this);
        close.setGraphic(Icons.of(BootstrapIcons.X));
        close.setOnAction(_ -> console.commands().run("settings"));
        themes = Map.of("system", system, "dark", dark, "light", light);
        themes.forEach((word, button) -> button.setOnAction(_ -> {
            set(now().withTheme(word));
            fill();
        }));
        reduced.setOnAction(_ -> set(now().withReducedMotion(reduced.isSelected())));
        simulated.setOnAction(_ -> set(now().withSimulated(simulated.isSelected())));
        limits = List.of(limit(firstToken, firstTokenWrong, Settings::firstTokenLimit, Settings::withFirstTokenLimit),
                limit(wait, waitWrong, Settings::waitLimit, Settings::withWaitLimit), limit(lag, lagWrong, Settings::lagLimit, Settings::withLagLimit));
        chooseLab.setOnAction(_ -> console.files().choosers().open(Kind.LAB).ifPresent(this::choose));
        builtIn.setOnAction(_ -> {
            set(now().withLab(Optional.empty()));
            fill();
        });
        autosaves.setOnAction(_ -> console.files().autosaves().ifPresent(console.files().choosers()::show));
        restore.setOnAction(_ -> {
            set(Settings.DEFAULT);
            limits.forEach(LimitField::show);
            fill();
        });
    }

    private LimitField limit(TextField field, Label wrong, Function<Settings, Duration> get, BiFunction<Settings, Duration, Settings> with) {
        return new LimitField(field, wrong, () -> get.apply(now()), limit -> set(with.apply(now(), limit)));
    }

    private Settings now() {
        return console.settings().now();
    }

    private void set(Settings other) {
        console.settings().set(other);
        console.frames().wake();
    }

    /** Only a file that would open is taken. */
    private void choose(Path file) {
        try {
            ScenarioReader.network(file);
            set(now().withLab(Optional.of(file)));
            fill();
        } catch (InvalidFileException e) {
            wrongLab(Words.of("settings.lab.none", file.getFileName(), e.problems().getFirst().message()));
        }
    }

    private void wrongLab(String words) {
        labWrong.setText(words);
        labWrong.setManaged(!words.isEmpty());
        labWrong.setVisible(!words.isEmpty());
    }

    /** All but the limits, which the person may be typing. */
    private void fill() {
        themes.forEach((word, button) -> button.setSelected(word.equals(now().theme())));
        reduced.setSelected(now().reducedMotion());
        simulated.setSelected(now().simulated());
        lab.setText(now().lab().map(Path::toString).orElse(Words.of("settings.lab.built-in")));
        wrongLab(now().lab().filter(file -> !Files.isRegularFile(file)).map(file -> Words.of("settings.lab.gone", file.getFileName())).orElse(""));
        builtIn.setDisable(now().lab().isEmpty());
        autosaves.setVisible(console.files().autosaves().isPresent());
        autosaves.setManaged(console.files().autosaves().isPresent());
    }

    @Override
    public void activate() {
        console.settings().onChange(changed);
        limits.forEach(LimitField::show);
        fill();
    }

    @Override
    public void deactivate() {
        console.settings().forget(changed);
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public void show(Frame frame) {}
}
