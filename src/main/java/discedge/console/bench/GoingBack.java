package discedge.console.bench;

import discedge.event.NodeEvent;
import discedge.timeline.Timeline;
import discedge.timeline.log.EventStore;
import discedge.timeline.world.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a jump of the cursor costs: from the newest event ten minutes back, in a log that is as long as that and a little longer. No word of JavaFX here. */
public final class GoingBack {
    private static final Duration FAR = Duration.ofMinutes(10);
    private static final int JUMPS = 60;

    private GoingBack() {}

    /**
     * @param millis of a jump, to the world at that moment
     * @param folded events for a jump, at most: what it costs without a clock
     * @param events in the log
     */
    public record Figures(Spread millis, long folded, long events) {}

    /** @param plan how much happens in the log */
    public static Figures measure(LoadPlan plan) {
        return measure(plan, FAR);
    }

    static Figures measure(LoadPlan plan, Duration far) {
        var load = new Load(plan, Instant.parse("2026-01-01T00:00:00Z"));
        var store = new EventStore();
        for (NodeEvent event : load.past()) store.append(event);
        Instant until = store.lastTime().orElseThrow().plus(far).plusSeconds(1);
        while (store.lastTime().orElseThrow().isBefore(until)) store.append(load.next());
        var timeline = new Timeline(store, Source.EMBEDDED);
        timeline.catchUp();
        jumps(timeline, far, JUMPS / 6);
        return jumps(timeline, far, JUMPS);
    }

    /** Each from the newest world, as a person jumps, and each to another moment. */
    private static Figures jumps(Timeline timeline, Duration far, int count) {
        Instant last = timeline.store().lastTime().orElseThrow();
        List<Double> millis = new ArrayList<>();
        long most = 0;
        for (int i = 0; i < count; i++) {
            timeline.at(timeline.store().size());
            long folded = timeline.folded();
            long begun = System.nanoTime();
            timeline.at(last.minus(far).plusMillis(37L * i));
            millis.add((System.nanoTime() - begun) / 1e6);
            most = Math.max(most, timeline.folded() - folded);
        }
        return new Figures(Spread.of(millis), most, timeline.store().size());
    }
}
