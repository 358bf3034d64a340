package discedge.console;

import discedge.console.kit.FxThread;
import discedge.console.kit.Notices;
import discedge.console.kit.Theme;
import discedge.console.kit.Words;
import discedge.console.model.Run;
import discedge.console.model.Settings;
import discedge.experiment.record.AutosaveFolder;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.stage.Stage;

/**
 * One start of the console: a window at once, and a lab that comes up behind it while the window shows what it will be. No
 * {@code Application}: that class would have a thread wait for the toolkit that can make the lab ready meanwhile.
 */
final class ConsoleApp {
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;
    /** Held, or the level set on it would be forgotten. */
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private final Console.Options options;
    private final CompletableFuture<Backstage> backstage = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile ConsoleWindow window;

    private ConsoleApp(Console.Options options) {
        this.options = options;
    }

    static int run(Console.Options options) throws Console.NoWindowException {
        // On the class path JavaFX warns that it is not on the module path.
        JAVAFX.setLevel(Level.SEVERE);
        var app = new ConsoleApp(options);
        try {
            FxThread.bridge().start(app::openWindow);
        } catch (UnsupportedOperationException | UnsatisfiedLinkError e) {
            // Such as a DISPLAY that nobody serves.
            throw new Console.NoWindowException(e.getMessage(), e);
        }
        return app.behindIt();
    }

    // ---- on the FX thread

    private void openWindow() {
        Platform.setImplicitExit(false);
        var stage = new Stage();
        Run run = backstage.join().run();
        window = new ConsoleWindow(stage, run, Settings.DEFAULT, theme(Settings.DEFAULT), InstantSource.system(), WIDTH, HEIGHT);
        var closing = new Closing(window, backstage.join(), closed::countDown);
        stage.setOnCloseRequest(asked -> {
            asked.consume();
            closing.ask();
        });
        window.show();
        backstage.join().saveInto(window, AutosaveFolder.in(options.folders().autosave()));
        options.open().ifPresent(window.console().files()::open);
    }

    private Theme theme(Settings settings) {
        return switch (options.theme().orElse(settings.theme())) {
            case "light" -> Theme.LIGHT;
            case "dark" -> Theme.DARK;
            default -> Platform.getPreferences().getColorScheme() == ColorScheme.LIGHT ? Theme.LIGHT : Theme.DARK;
        };
    }

    private void sayThatItDidNotStart(Throwable why) {
        ConsoleWindow now = window;
        if (now != null) now.console().notices().show("lab", why.getMessage(), Optional.of(new Notices.Action(Words.of("shell.lab.again"), this::startLab)));
    }

    // ---- beside it

    private int behindIt() {
        Backstage made = Backstage.of(options, this::news);
        backstage.complete(made);
        startLab();
        try {
            closed.await();
            return 0;
        } catch (InterruptedException e) {
            // A signal: what is behind the window ends, and the process with it.
            return made.end().isPresent() ? 1 : 0;
        }
    }

    private void startLab() {
        backstage.join().start().whenComplete((_, failure) -> {
            if (failure != null) FxThread.bridge().later(() -> sayThatItDidNotStart(failure));
        });
    }

    private void news() {
        ConsoleWindow now = window;
        if (now != null) now.console().frames().wake();
    }
}
