package discedge.console;

import discedge.console.kit.AfterPulses;
import discedge.console.kit.FxThread;
import discedge.console.kit.Notices;
import discedge.console.kit.StartReport;
import discedge.console.kit.Theme;
import discedge.console.kit.Tokens;
import discedge.console.kit.Words;
import discedge.console.model.Preferences;
import discedge.console.settings.ThemeChoice;
import discedge.console.settings.WindowMemory;
import discedge.console.shell.FirstSight;
import discedge.experiment.record.AutosaveFolder;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;

/**
 * One start of the console: a window at once, and a lab that comes up behind it while the window shows what it will be. No
 * {@code Application}: that class would have a thread wait for the toolkit that can make the lab ready meanwhile.
 */
final class ConsoleApp {
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;
    /** Pulses until what was shown is on the screen: painted by the third, but mapped by the window system later (seen at the eighth or so). */
    private static final int SEEN = 12;
    /** Held, or the level set on it would be forgotten. */
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private final Console.Options options;
    private final CompletableFuture<Prospect> prospect = new CompletableFuture<>();
    private final CompletableFuture<Backstage> backstage = new CompletableFuture<>();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Mishaps mishaps = new Mishaps();
    private volatile ConsoleWindow window;
    /** On the FX thread. */
    private Stage outline;

    private ConsoleApp(Console.Options options) {
        this.options = options;
    }

    static int run(Console.Options options) throws Console.NoWindowException {
        // On the class path JavaFX warns that it is not on the module path.
        JAVAFX.setLevel(Level.SEVERE);
        var app = new ConsoleApp(options);
        // Each on its own: an interrupt of this thread must not break the toolkit's start.
        Thread.ofPlatform().daemon().name("backstage").start(app::prepare);
        Thread.ofPlatform().daemon().name("toolkit").start(app::startToolkit);
        return app.behindIt();
    }

    private void startToolkit() {
        try {
            FxThread.bridge().start(() -> {
                try {
                    openWindow();
                    opened.complete(null);
                } catch (RuntimeException | Error e) {
                    opened.completeExceptionally(e);
                }
            }, mishaps);
        } catch (RuntimeException | Error e) {
            // Such as a DISPLAY that nobody serves.
            opened.completeExceptionally(e);
        }
    }

    // ---- on the FX thread

    /** The outlines first; the window's parts are made once these have been seen. */
    private void openWindow() {
        Platform.setImplicitExit(false);
        Preferences settings = prospect.join().remembered().preferences();
        Theme theme = ThemeChoice.of(options.theme().orElse(settings.now().theme()));
        var stage = new Stage();
        WindowMemory.of(stage, settings, WIDTH, HEIGHT);
        stage.setScene(new Scene(new FirstSight(prospect.join().sites(), Tokens.of(theme)).root()));
        stage.setTitle(ConsoleWindow.TITLE);
        stage.setOnCloseRequest(_ -> closed.countDown());
        stage.show();
        outline = stage;
        // Not before: with few processors it would take the window's time.
        startLab();
        StartReport.begin(() -> backstage.isDone() && backstage.join().run().timeline().newest().meters().clientSide());
        AfterPulses.run(SEEN, () -> {
            if (stage.isShowing()) fill(stage, backstage.join(), theme);
        });
    }

    private void fill(Stage stage, Backstage behind, Theme theme) {
        window = new ConsoleWindow(stage, behind.run(), behind.remembered().preferences(), theme, InstantSource.system(), stage.getScene().getWidth(), stage.getScene().getHeight());
        mishaps.sayIn(window.console().notices());
        var closing = new Closing(window, behind, closed::countDown);
        stage.setOnCloseRequest(asked -> {
            asked.consume();
            closing.ask();
        });
        window.show();
        behind.remembered().keep(window.console().notices());
        behind.saveInto(window, AutosaveFolder.in(options.folders().autosave()));
        options.open().ifPresent(window.console().files()::open);
    }

    /** Until it is started again, also where the window is not there yet. */
    private void sayThatItDidNotStart(Throwable why) {
        if (window == null) AfterPulses.run(SEEN, () -> sayThatItDidNotStart(why));
        else window.console().notices().show("lab", why.getMessage(), Optional.of(new Notices.Action(Words.of("shell.lab.again"), this::startLab)));
    }

    // ---- beside it

    private void prepare() {
        try {
            prospect.complete(Prospect.of(options));
            backstage.complete(Backstage.of(prospect.join(), this::news));
        } catch (RuntimeException e) {
            prospect.completeExceptionally(e);
            backstage.completeExceptionally(e);
        }
    }

    private int behindIt() throws Console.NoWindowException {
        Backstage made = backstage.join();
        try {
            opened.get();
            closed.await();
        } catch (InterruptedException e) {
            // A signal: closed as by hand, but for the question.
        } catch (ExecutionException e) {
            made.end();
            throw new Console.NoWindowException(e.getCause().getMessage(), e.getCause());
        }
        boolean saved = made.end().isEmpty();
        hide();
        return saved ? 0 : 1;
    }

    /** A window that is open while the process ends would be painted by a toolkit that has ended. */
    private void hide() {
        if (!opened.isDone()) return;
        var hidden = new CountDownLatch(1);
        FxThread.bridge().run(() -> {
            if (window != null) window.close();
            else if (outline != null) outline.hide();
            hidden.countDown();
        });
        try {
            hidden.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startLab() {
        backstage.thenAccept(behind -> behind.start().whenComplete((_, failure) -> {
            if (failure != null) FxThread.bridge().later(() -> sayThatItDidNotStart(failure));
        }));
    }

    private void news() {
        ConsoleWindow now = window;
        if (now != null) now.console().frames().wake();
    }
}
