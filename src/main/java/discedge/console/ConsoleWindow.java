package discedge.console;

import discedge.console.engines.EngineChoice;
import discedge.console.engines.EngineCommands;
import discedge.console.files.FileCommands;
import discedge.console.files.RunFiles;
import discedge.console.files.StageChoosers;
import discedge.console.kit.Commands;
import discedge.console.kit.Fonts;
import discedge.console.kit.FrameClock;
import discedge.console.kit.Notices;
import discedge.console.kit.Theme;
import discedge.console.kit.Theming;
import discedge.console.kit.Words;
import discedge.console.model.ConsoleModel;
import discedge.console.model.Preferences;
import discedge.console.model.Run;
import discedge.console.model.Settings;
import discedge.console.settings.ThemeChoice;
import discedge.console.shell.Shell;
import java.time.InstantSource;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.stage.Stage;

/** One window: a model, a clock, commands and the shell, on a stage. On the FX thread. */
public final class ConsoleWindow implements AutoCloseable {
    static final String TITLE = "DisCEdge";
    public static final double MIN_WIDTH = 960;
    public static final double MIN_HEIGHT = 640;

    private final Stage stage;
    private final ConsoleContext console;
    private final Shell shell;
    private final Scene scene;
    private final ThemeChoice themes;

    public ConsoleWindow(Stage stage, Run run, Settings settings, Theme theme, InstantSource clock, double width, double height) {
        this(stage, run, new Preferences(settings), theme, clock, width, height);
    }

    public ConsoleWindow(Stage stage, Run run, Preferences settings, Theme theme, InstantSource clock, double width, double height) {
        this(stage, run, settings, theme, clock, width, height, Optional.empty());
    }

    /** @param choice of the engine of its lab; empty where there is none */
    public ConsoleWindow(Stage stage, Run run, Preferences settings, Theme theme, InstantSource clock, double width, double height, Optional<EngineChoice> choice) {
        Fonts.load();
        this.stage = stage;
        var model = new ConsoleModel(run);
        var frames = new FrameClock(model::frame, clock);
        model.onChange(frames::wake);
        var notices = new Notices();
        var files = new RunFiles(model, notices, clock, new StageChoosers(stage, settings, notices));
        console = new ConsoleContext(model, new Commands(), frames, new Theming(theme), notices, settings, files,
                new EngineCommands(choice, notices, files.work(), settings));
        console.engines().addTo(console.commands());
        FileCommands.add(console.commands(), model, files);
        themes = new ThemeChoice(settings, console.theming());
        shell = new Shell(console);
        scene = new Scene(shell.root(), width, height);
        console.theming().dress(scene);
        console.theming().onChange(frames::wake);
        FileCommands.add(console.commands(), model, files, scene);
        console.commands().install(scene);
        model.onChange(this::nameWindow);
        nameWindow();
        stage.setMinWidth(MIN_WIDTH);
        stage.setMinHeight(MIN_HEIGHT);
    }

    private void nameWindow() {
        String title = Words.of("shell.title");
        Run run = console.model().run();
        stage.setTitle(console.files().lab().filter(lab -> lab == run).isPresent() ? title : run.name() + " – " + title);
    }

    /** What is painted first is whole: parts that have not been shown a world yet are full of what is hidden otherwise. */
    public void show() {
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        console.frames().showAll();
        stage.setScene(scene);
        stage.show();
        // Nothing has the keyboard yet: Space plays and the digits roam, and press no button.
        shell.root().requestFocus();
        console.frames().start();
    }

    Stage stage() {
        return stage;
    }

    public ConsoleContext console() {
        return console;
    }

    public Shell shell() {
        return shell;
    }

    public Scene scene() {
        return scene;
    }

    @Override
    public void close() {
        leave();
        stage.hide();
    }

    /** Ends all of it but its stage, which another one takes over. */
    void leave() {
        console.frames().stop();
        console.files().close();
        themes.close();
        console.theming().forget(scene);
    }
}
