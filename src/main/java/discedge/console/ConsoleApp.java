package discedge.console;

import discedge.console.kit.FxThread;
import discedge.console.kit.Notices;
import discedge.console.kit.Theme;
import discedge.console.kit.Words;
import discedge.console.model.Folding;
import discedge.console.model.Run;
import discedge.console.model.Settings;
import discedge.experiment.live.LabPlan;
import discedge.experiment.live.LiveLab;
import discedge.timeline.Timeline;
import discedge.timeline.log.EventStore;
import discedge.timeline.transcript.Transcripts;
import discedge.timeline.world.Source;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Platform;
import javafx.stage.Stage;

/**
 * One start of the console: a window at once, and a lab that comes up behind it while the window shows what it will be. Closing
 * asks while something runs, and ends every thread.
 */
final class ConsoleApp {
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;
    /** Held, or the level set on it would be forgotten. */
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private final Console.Options options;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CompletableFuture<Run> run = new CompletableFuture<>();
    private Optional<LiveLab> lab = Optional.empty();
    private Optional<Folding> folding = Optional.empty();
    private volatile ConsoleWindow window;

    private ConsoleApp(Console.Options options) {
        this.options = options;
    }

    static int run(Console.Options options) {
        // On the class path JavaFX warns that it is not on the module path.
        JAVAFX.setLevel(Level.SEVERE);
        var app = new ConsoleApp(options);
        Platform.startup(app::openWindow);
        app.prepare();
        return app.untilClosed();
    }

    // ---- opening

    /** Beside the toolkit's own start. */
    private void prepare() {
        if (options.recorded().isPresent()) {
            run.complete(Run.opened(options.recorded().get().file(), options.recorded().get().timeline()));
            return;
        }
        LabPlan plan = options.lab().map(LabPlan::of).orElseGet(LabPlan::builtIn);
        var timeline = new Timeline(new EventStore(), Source.EMBEDDED);
        var transcripts = new Transcripts();
        var events = new Folding(timeline, this::news);
        var live = new LiveLab(plan, events, transcripts, Path.of("runs"));
        folding = Optional.of(events);
        lab = Optional.of(live);
        run.complete(Run.live(plan.network().name(), timeline, transcripts, live));
        startLab();
    }

    private void news() {
        ConsoleWindow now = window;
        if (now != null) now.console().frames().wake();
    }

    private void startLab() {
        lab.ifPresent(live -> live.start().whenComplete((_, failure) -> {
            if (failure != null) FxThread.bridge().run(() -> sayThatItDidNotStart(failure));
        }));
    }

    private void sayThatItDidNotStart(Throwable failure) {
        if (window != null) window.console().notices().show("lab", failure.getMessage(), Optional.of(new Notices.Action(Words.of("shell.lab.again"), this::startLab)));
    }

    private void openWindow() {
        Platform.setImplicitExit(false);
        var stage = new Stage();
        Theme theme = options.theme().map(word -> word.equals("light") ? Theme.LIGHT : Theme.DARK).orElse(Theme.DARK);
        window = new ConsoleWindow(stage, run.join(), Settings.DEFAULT, theme, InstantSource.system(), WIDTH, HEIGHT);
        stage.setOnCloseRequest(asked -> {
            asked.consume();
            closed.countDown();
        });
        window.show();
    }

    // ---- closing

    private int untilClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            // A signal: closed as by hand.
        }
        FxThread.bridge().run(() -> {
            if (window != null) window.close();
        });
        lab.ifPresent(LiveLab::close);
        folding.ifPresent(Folding::close);
        Platform.exit();
        return 0;
    }
}
