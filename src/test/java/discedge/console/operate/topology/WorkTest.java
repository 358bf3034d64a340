package discedge.console.operate.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.timeline.Story;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** What the topology does not do: counted, not timed. */
class WorkTest extends TopologyTest {
    /** Of the frame clock for what a person reads, and a little. */
    private static final double REFRESHES_A_SECOND = 5;

    @Override
    protected void before(Story story) {
        roaming(story);
    }

    private TopologyView.Work work() {
        return onFx(topology::work);
    }

    @Test
    void forecasts_are_made_a_few_times_a_second_however_many_frames_there_are() throws Exception {
        TopologyView.Work before = work();
        long begun = System.nanoTime();
        // Something moves all the time: the clock shows every frame it can.
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> {
            window.console().frames().wake();
            return System.nanoTime() - begun > 1_500_000_000L;
        });
        double seconds = (System.nanoTime() - begun) / 1e9;
        long refreshes = (work().forecasts() - before.forecasts()) / 3;
        assertTrue(refreshes >= 1 && refreshes <= REFRESHES_A_SECOND * seconds + 1, refreshes + " in " + seconds + " s");
    }

    @Test
    void nothing_is_painted_anew_while_nothing_moves() {
        then(() -> story.pass(2_000));
        // In one go: the frame clock's own pulses do not come in between.
        onFx(() -> {
            topology.motion().show(window.console().model().frame(story.now()));
            TopologyView.Work before = topology.work();
            for (int i = 0; i < 100; i++) topology.motion().show(window.console().model().frame(story.now()));
            assertEquals(before, topology.work());
            return null;
        });
    }

    @Test
    void what_moves_is_painted_in_every_frame() {
        onFx(() -> {
            long before = topology.work().paints();
            for (int i = 0; i < 5; i++) {
                story.pass(16);
                topology.motion().show(window.console().model().frame(story.now()));
            }
            assertEquals(before + 5, topology.work().paints());
            return null;
        });
    }
}
