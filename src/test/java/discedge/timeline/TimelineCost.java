package discedge.timeline;

import discedge.console.bench.Load;
import discedge.console.bench.LoadPlan;
import discedge.event.NodeEvent;
import discedge.timeline.log.EventStore;
import discedge.timeline.world.Source;
import discedge.timeline.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.SplittableRandom;

/** Not a test: what the timeline costs under the console's load, for a person to read. Run its main. */
public final class TimelineCost {
    private TimelineCost() {}

    /** @param args events of the load, by default those of ten minutes */
    public static void main(String[] args) {
        int events = args.length > 0 ? Integer.parseInt(args[0]) : 1_200_000;
        var load = new Load(LoadPlan.FULL, Instant.parse("2026-01-01T00:00:00Z"));
        var all = new ArrayList<NodeEvent>(load.past());
        int past = all.size();
        for (int i = 0; i < events; i++) all.add(load.next());
        say("%,d events of the past, %,d of the load in %s", past, events, Duration.between(all.get(past).at(), all.getLast().at()));
        for (int round = 0; round < 2; round++) measure(all);
    }

    private static void measure(ArrayList<NodeEvent> all) {
        var store = new EventStore();
        long from = System.nanoTime();
        for (NodeEvent event : all) store.append(event);
        long appended = System.nanoTime();
        var timeline = new Timeline(store, Source.EMBEDDED);
        long before = used();
        from = System.nanoTime() - (appended - from);
        long start = System.nanoTime();
        timeline.catchUp();
        long folded = System.nanoTime();
        long kept = used() - before;
        say("append %.2f µs, fold %.2f µs, worlds kept %d B an event", (start - from - 0.0) / 1e3 / all.size(), (folded - start) / 1e3 / all.size(), kept / all.size());
        Instant last = store.lastTime().orElseThrow();
        goTo(timeline, "ten minutes back", i -> last.minus(Duration.ofMinutes(10)).plusMillis(37L * i));
        var random = new SplittableRandom(1);
        goTo(timeline, "anywhere", i -> last.minusMillis(random.nextLong(600_000)));
        World world = timeline.newest();
        say("%d nodes, %,d sessions, %d clients, %d links", world.nodes().size(), world.sessionStates().size(), world.clients().size(), world.linkStates().size());
        look(world);
    }

    /** What views ask for, over and over. */
    private static void look(World world) {
        var session = world.sessions().stream().max(java.util.Comparator.comparingInt(its -> its.turns().size())).orElseThrow();
        time("Forecast.all", () -> discedge.timeline.forecast.Forecast.all(world, discedge.timeline.forecast.NextTurn.of(session)));
        int[] later = {0};
        time("Figures.of, in a new slot", () -> discedge.timeline.world.Figures.of(world.at(world.now().plusSeconds(5L * (later[0]++ % 12)))));
        time("Figures.of", () -> discedge.timeline.world.Figures.of(world));
        time("nodes()", world::nodes);
        time("nodeLinks()", world::nodeLinks);
        time("sessions()", world::sessions);
        time("clients()", world::clients);
        time("heads(session)", () -> world.heads(session));
        time("Waterfall.of", () -> discedge.timeline.world.Waterfall.of(world, session, session.current().orElseThrow()));
        time("engineKind()", world::engineKind);
        time("activeFaults()", world::activeFaults);
    }

    private static void time(String what, java.util.function.Supplier<?> call) {
        for (int i = 0; i < 2_000; i++) call.get();
        long start = System.nanoTime();
        for (int i = 0; i < 2_000; i++) call.get();
        say("  %s: %.1f µs", what, (System.nanoTime() - start) / 2e6);
    }

    private static void goTo(Timeline timeline, String where, java.util.function.IntFunction<Instant> moment) {
        var times = new ArrayList<Double>();
        for (int i = 0; i < 60; i++) {
            // From the newest world, as a person jumps.
            timeline.at(timeline.store().size());
            long begun = System.nanoTime();
            timeline.at(moment.apply(i));
            times.add((System.nanoTime() - begun) / 1e6);
        }
        double first = times.getFirst();
        times.sort(null);
        say("going %s: first %.1f ms, median %.1f ms, worst %.1f ms", where, first, times.get(30), times.getLast());
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @SuppressWarnings("AvoidSystemOut")
    private static void say(String format, Object... values) {
        System.out.println(format.formatted(values));
    }
}
