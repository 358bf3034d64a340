package discedge.console;

import discedge.console.engines.EngineChoice;
import discedge.console.engines.EngineCommands;
import discedge.console.kit.AfterPulses;
import discedge.console.kit.FxThread;
import discedge.console.kit.Notices;
import discedge.console.kit.StartReport;
import discedge.console.kit.Theme;
import discedge.console.kit.Tokens;
import discedge.console.kit.Words;
import discedge.console.model.Preferences;
import discedge.console.nodes.NodesCommands;
import discedge.console.settings.ThemeChoice;
import discedge.console.settings.WindowMemory;
import discedge.console.shell.FirstSight;
import discedge.experiment.record.AutosaveFolder;
import discedge.lab.LabEngines;
import discedge.models.ModelException;
import discedge.models.Progress;
import discedge.node.EngineConfig;
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
    private static final String NOTICE = "engine";
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;
    /** Pulses until what was shown is on the screen: painted by the third, but mapped by the window system later (seen at the eighth or so). */
    private static final int SEEN = 12;
    /** Held, or the level set on it would be forgotten. */
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private final Console.Options options;
    private final LabChoice labs;
    private final CompletableFuture<Prospect> prospect = new CompletableFuture<>();
    /** The first one. */
    private final CompletableFuture<Backstage> backstage = new CompletableFuture<>();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Mishaps mishaps = new Mishaps();
    private volatile ConsoleWindow window;
    /** On the FX thread. */
    private Stage outline;
    /** What is behind the window now. */
    private volatile Backstage behind;
    private volatile boolean changing;

    private ConsoleApp(Console.Options options) {
        this.options = options;
        this.labs = new LabChoice(options);
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

    private void fill(Stage stage, Backstage its, Theme theme) {
        window = new ConsoleWindow(stage, its.run(), its.remembered().preferences(), theme, InstantSource.system(), stage.getScene().getWidth(), stage.getScene().getHeight(),
                prospect.join().plan().map(_ -> new Engine()));
        mishaps.sayIn(window.console().notices());
        var closing = new Closing(window, its, closed::countDown);
        stage.setOnCloseRequest(asked -> {
            asked.consume();
            if (!changing) closing.ask();
        });
        window.show();
        its.remembered().keep(window.console().notices());
        NodesCommands.sayWhoIsMissing(window.console());
        its.saveInto(window, AutosaveFolder.in(options.folders().autosave()));
        labs.mistake().ifPresent(words -> window.console().notices().show(NOTICE, words));
        options.open().filter(_ -> its == backstage.join()).ifPresent(window.console().files()::open);
    }

    /** Until it is started again, also where the window is not there yet. */
    private void sayThatItDidNotStart(Throwable why) {
        if (window == null) AfterPulses.run(SEEN, () -> sayThatItDidNotStart(why));
        else window.console().notices().show("lab", why.getMessage(), Optional.of(labs.now() instanceof EngineConfig.Simulated
                ? new Notices.Action(Words.of("shell.lab.again"), this::startLab)
                : new Notices.Action(Words.of("engine.back"), () -> window.console().commands().run(EngineCommands.SIMULATED))));
    }

    // ---- another engine

    /** The lab's engine, seen from its window. */
    private final class Engine implements EngineChoice {
        @Override
        public EngineConfig now() {
            return labs.now();
        }

        @Override
        public Optional<String> here() {
            return labs.here();
        }

        @Override
        public EngineConfig supply(Progress progress) throws ModelException, InterruptedException {
            return labs.supply(progress);
        }

        @Override
        public Optional<String> busy() {
            return behind.playing().map(name -> Words.of("engine.busy.scenario", name))
                    .or(() -> behind.asking() ? Optional.of(Words.of("engine.busy.turn")) : Optional.empty());
        }

        @Override
        public void change(EngineConfig wanted) {
            if (changing) return;
            changing = true;
            window.console().notices().show(NOTICE, wanted instanceof EngineConfig.Simulated ? Words.of("engine.changing.simulated") : Words.of("engine.changing", labs.name(wanted)));
            Thread.ofPlatform().daemon().name("changing").start(() -> {
                Optional<String> unsaved = behind.endLab();
                Backstage next = Backstage.of(prospect.join(), labs.take(wanted), ConsoleApp.this::news);
                FxThread.bridge().run(() -> takeOver(next, unsaved));
            });
        }
    }

    /** The stage stays where it is, with another lab's window on it. */
    private void takeOver(Backstage next, Optional<String> unsaved) {
        ConsoleWindow before = window;
        behind = next;
        before.leave();
        fill(before.stage(), next, before.console().theming().theme());
        changing = false;
        unsaved.ifPresent(words -> window.console().notices().show("unsaved", Words.of("engine.unsaved", words)));
        startLab();
    }

    // ---- beside it

    private void prepare() {
        try {
            prospect.complete(Prospect.of(options));
            behind = Backstage.of(prospect.join(), prospect.join().plan().isPresent() ? labs.first(prospect.join().remembered().preferences().now()) : LabEngines.SIMULATED, this::news);
            backstage.complete(behind);
        } catch (RuntimeException e) {
            prospect.completeExceptionally(e);
            backstage.completeExceptionally(e);
        }
    }

    private int behindIt() throws Console.NoWindowException {
        backstage.join();
        try {
            opened.get();
            closed.await();
        } catch (InterruptedException e) {
            // A signal: closed as by hand, but for the question.
        } catch (ExecutionException e) {
            behind.end();
            throw new Console.NoWindowException(e.getCause().getMessage(), e.getCause());
        }
        boolean saved = behind.end().isEmpty();
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
        backstage.thenAccept(_ -> {
            Backstage its = behind;
            if (!(labs.now() instanceof EngineConfig.Simulated)) FxThread.bridge().later(() -> sayThatItLoads(its));
            its.start().whenComplete((_, failure) -> FxThread.bridge().later(() -> {
                if (window != null) window.console().notices().close(NOTICE);
                if (failure != null) sayThatItDidNotStart(failure);
            }));
        });
    }

    /** A model takes a moment. */
    private void sayThatItLoads(Backstage its) {
        if (window == null) AfterPulses.run(SEEN, () -> sayThatItLoads(its));
        else if (its == behind && its.isStarting()) window.console().notices().show(NOTICE, Words.of("engine.loading", labs.name(labs.now())));
    }

    private void news() {
        ConsoleWindow now = window;
        if (now != null) now.console().frames().wake();
    }
}
