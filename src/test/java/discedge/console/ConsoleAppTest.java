package discedge.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import discedge.experiment.run.LabPlayer;
import discedge.experiment.run.RunRecorder;
import discedge.experiment.run.RunWatcher;
import discedge.experiment.run.TurnRows;
import discedge.experiment.scenario.LinkShape;
import discedge.experiment.scenario.Network;
import discedge.experiment.scenario.Position;
import discedge.experiment.scenario.Scenario;
import discedge.experiment.scenario.ScenarioReader;
import discedge.session.ContextMode;
import discedge.models.CacheFolders;
import discedge.node.EngineConfig;
import discedge.node.Engines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The whole console, its lab and its end, as {@code mvn} starts it. */
@Timeout(60)
class ConsoleAppTest {
    /** What would wait for a turn, a scenario or a peer waits for longer; what a busy machine takes is no defect. */
    private static final int CLOSES_S = 15;

    private final FxRobot robot = new FxRobot();
    private final List<Started> all = new ArrayList<>();
    @TempDir private Path folder;

    @BeforeEach
    void toolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    private Folders folders() {
        return new Folders(folder.resolve("config"), folder.resolve("data"), folder.resolve("cache"));
    }

    /** Also where a test failed: a window that stays would be found by the next one. */
    @AfterEach
    void end() {
        all.forEach(started -> started.thread().interrupt());
        close();
    }

    private record Started(Thread thread, CompletableFuture<Integer> code) {}

    private Started start(Console.Options options) {
        var code = new CompletableFuture<Integer>();
        Thread thread = Thread.ofPlatform().daemon().name("main of the test").start(() -> {
            try {
                code.complete(Console.run(options));
            } catch (Console.NoWindowException e) {
                code.completeExceptionally(e);
            }
        });
        var started = new Started(thread, code);
        all.add(started);
        return started;
    }

    private static Optional<Stage> window() {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, () -> Window.getWindows().stream().filter(Stage.class::isInstance).map(Stage.class::cast)
                .filter(stage -> stage.isShowing() && stage.getTitle() != null && stage.getTitle().endsWith("DisCEdge")).findFirst());
    }

    private static Stage awaitWindow() throws Exception {
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> window().isPresent());
        return window().orElseThrow();
    }

    private String text(String query) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, () -> robot.lookup(query).tryQueryAs(Labeled.class).map(Labeled::getText).orElse(""));
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> !thread.isDaemon()).collect(Collectors.toSet());
    }

    /** Netty's last thread rests for a second before it ends. */
    private static void assertAllEnd(Set<Thread> before) {
        long begun = System.nanoTime();
        Set<Thread> left;
        do {
            left = threads();
            left.removeAll(before);
        } while (!left.isEmpty() && System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(CLOSES_S));
        assertEquals(Set.of(), left, "threads that keep the process alive");
    }

    @Test
    void the_window_shows_a_lab_that_demonstrates_and_closing_it_ends_everything() throws Exception {
        Set<Thread> before = threads();
        Started started = start(Console.Options.DEFAULT.with(folders()));
        Stage stage = awaitWindow();
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> text(".caption").startsWith("A answers."));
        assertEquals("Pause demo", text("#demonstration"));
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
            return null;
        });
        assertEquals(0, started.code().get(CLOSES_S, TimeUnit.SECONDS), "it is the demonstration's turn: nothing is asked");
        assertTrue(window().isEmpty());
        assertAllEnd(before);
    }

    @Test
    void closing_while_a_scenario_plays_asks_saves_it_and_ends_every_thread() throws Exception {
        Set<Thread> before = threads();
        Started started = start(Console.Options.DEFAULT.with(folders()));
        Stage stage = awaitWindow();
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> text(".caption").startsWith("A answers."));
        robot.clickOn("#rail-scenario");
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> robot.lookup("#scenario-play").tryQuery().filter(play -> !play.isDisabled()).isPresent());
        robot.clickOn("#scenario-play");
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> asksToClose(stage));
        robot.clickOn("#question-yes");
        assertEquals(0, started.code().get(CLOSES_S, TimeUnit.SECONDS));
        assertTrue(window().isEmpty());
        assertAllEnd(before);
    }

    /** Only while it plays: before, closing would close. */
    private boolean asksToClose(Stage stage) {
        if (robot.lookup("#scenario-stop").tryQuery().filter(stop -> stop.isVisible() && !stop.isDisabled()).isEmpty()) return false;
        return WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            if (robot.lookup("#question").tryQuery().isEmpty()) stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
            return robot.lookup("#question").tryQuery().isPresent();
        });
    }

    @Test
    void a_signal_ends_it_as_well() throws Exception {
        Started started = start(Console.Options.DEFAULT.with(folders()));
        Stage stage = awaitWindow();
        started.thread().interrupt();
        assertEquals(0, started.code().get(CLOSES_S, TimeUnit.SECONDS));
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            stage.hide();
            return null;
        });
    }

    @Test
    void a_lab_that_does_not_start_leaves_a_window_that_says_why_and_offers_another_try() throws Exception {
        var node = new Scenario.Node("A", "Berlin", new Position(0, 0), "abacus");
        var lab = new Network("broken", List.of(node), List.of(), LinkShape.DIRECT, List.of("hello"));
        Started started = start(new Console.Options(Optional.of(lab), Optional.empty(), Optional.empty(), folders()));
        awaitWindow();
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> text("#notice-lab .label").startsWith("The lab did not start: no profile 'abacus'"));
        assertEquals("Start the lab again", text("#notice-lab .button"));
        robot.clickOn("Start the lab again");
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> text("#notice-lab .label").startsWith("The lab did not start"));
        started.thread().interrupt();
        started.code().get(CLOSES_S, TimeUnit.SECONDS);
        close();
    }

    @Test
    void nodes_named_at_the_start_are_there_without_a_lab_and_one_that_does_not_answer_is_said_and_asked_again() throws Exception {
        int free;
        try (var socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (var node = new discedge.console.nodes.ScriptedNode("R")) {
            Started started = start(new Console.Options(Optional.empty(), Optional.empty(), List.of(node.address(), "127.0.0.1:" + free), List.of(), Optional.empty(), folders()));
            awaitWindow();
            WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(10_000, () -> robot.lookup("#node-R").tryQuery().isPresent() && robot.lookup("#node-A").tryQuery().isEmpty()));
            WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> text("#notice-unanswered .label").contains("does not take connections"));
            try (var late = new discedge.console.nodes.ScriptedNode("S", free)) {
                WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(10_000, () -> robot.lookup("#node-S").tryQuery().isPresent()));
                started.thread().interrupt();
                started.code().get(CLOSES_S, TimeUnit.SECONDS);
                close();
            }
        }
    }

    @Test
    void a_saved_run_opens_held_at_its_begin() throws Exception {
        Path file = saved();
        Started started = start(new Console.Options(Optional.empty(), Optional.of(file), Optional.of("light"), folders()));
        awaitWindow();
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> text("#mode").startsWith("REPLAY"));
        started.thread().interrupt();
        started.code().get(CLOSES_S, TimeUnit.SECONDS);
        close();
    }

    @Test
    void a_run_that_breaks_off_in_its_middle_is_said_in_words() throws Exception {
        Path file = saved();
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.add(5, "this is no event");
        Files.write(file, lines);
        Started started = start(new Console.Options(Optional.empty(), Optional.of(file), Optional.empty(), folders()));
        awaitWindow();
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> text("#notice-open-run .label").equals("run.dcerun cannot be opened: line 6 is no event."));
        started.thread().interrupt();
        started.code().get(CLOSES_S, TimeUnit.SECONDS);
        close();
    }

    @Test
    void a_model_that_cannot_be_loaded_is_said_and_the_simulated_LLM_takes_over_in_the_same_window() throws Exception {
        Path none = Files.writeString(folder.resolve("picture.gguf"), "no model at all");
        Started started = start(Console.Options.DEFAULT.with(folders()).with(EngineConfig.LlamaCpp.STANDARD.withModel(none.toString())));
        Stage stage = awaitWindow();
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> text("#notice-lab .label").startsWith("The lab did not start: "));
        assertEquals("picture", text("#engine"));
        robot.clickOn("#notice-lab .button");
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> text(".caption").startsWith("A answers."));
        assertEquals("SIMULATED LLM", text("#engine"));
        assertSame(stage, awaitWindow());
        started.thread().interrupt();
        assertEquals(0, started.code().get(CLOSES_S, TimeUnit.SECONDS));
        assertTrue(Files.readString(folder.resolve("config").resolve("settings.json")).contains("\"simulated_llm\" : true"), "the person's choice holds for the next start");
    }

    @Test
    void a_model_that_is_here_answers_from_the_first_start_on() throws Exception {
        assumeTrue(Engines.ofPlatform().models().preferred().isPresent(), "no model is here; get it by: java -jar src/target/discedge.jar model get");
        Started started = start(Console.Options.DEFAULT.with(new Folders(folder.resolve("config"), folder.resolve("data"), CacheFolders.platform())));
        awaitWindow();
        WaitForAsyncUtils.waitFor(40, TimeUnit.SECONDS, () -> text(".caption").startsWith("A answers."));
        assertEquals(Engines.ofPlatform().models().preferred().orElseThrow().name(), text("#engine"));
        started.thread().interrupt();
        assertEquals(0, started.code().get(8, TimeUnit.SECONDS));
    }

    private static void close() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            window().ifPresent(Stage::hide);
            return null;
        });
    }

    private Path saved() throws Exception {
        var scenario = ScenarioReader.parse("nodes: [{name: A}]\nmessages: [hello]\n", "short.yaml");
        var plan = new RunRecorder.Plan(List.of(ContextMode.TOKENIZED), discedge.context.Consistency.STRONG, Optional.of("instant"), 1);
        new RunRecorder(new LabPlayer()).play(scenario, plan, folder, _ -> new Unwatched());
        return folder.resolve("run.dcerun");
    }

    private record Unwatched() implements RunWatcher {
        @Override
        public void event(discedge.event.NodeEvent event, TurnRows rows) {}

        @Override
        public void tick(Instant now, TurnRows rows) {}

        @Override
        public void end(TurnRows rows) {}
    }
}
