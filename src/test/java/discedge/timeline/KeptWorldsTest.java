package discedge.timeline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.bench.Load;
import discedge.console.bench.LoadPlan;
import discedge.event.NodeEvent;
import discedge.timeline.log.EventStore;
import discedge.timeline.world.Source;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Memory of what is kept for going back, counted object by object: no clock, no collector. */
class KeptWorldsTest {
    private static final LoadPlan PLAN = new LoadPlan(8, 400, 100, 1_000, Duration.ofSeconds(30), true, 7);

    @Test
    void the_worlds_kept_grow_no_faster_than_the_log() throws IllegalAccessException {
        var load = new Load(PLAN, Instant.parse("2026-01-01T00:00:00Z"));
        var store = new EventStore();
        var timeline = new Timeline(store, Source.EMBEDDED);
        for (NodeEvent event : load.past()) store.append(event);
        grow(store, load, 4 * Timeline.STRIDE);
        double early = keptPerEvent(timeline);
        grow(store, load, 20 * Timeline.STRIDE);
        double late = keptPerEvent(timeline);
        assertTrue(late <= early * 1.05, String.format(Locale.ROOT, "the worlds kept have %.1f fields and places an event after %,d events, and had %.1f after %,d", late,
                20 * Timeline.STRIDE, early, 4 * Timeline.STRIDE));
    }

    private static void grow(EventStore store, Load load, int size) {
        while (store.size() < size) store.append(load.next());
    }

    private static double keptPerEvent(Timeline timeline) throws IllegalAccessException {
        timeline.catchUp();
        Set<Object> log = Collections.newSetFromMap(new IdentityHashMap<>());
        count(timeline.store(), log);
        return count(timeline, log) / (double) timeline.store().size();
    }

    /** Fields and array places of everything of ours that is reachable and was not met before; what the JDK made counts as one. */
    private static long count(Object root, Set<Object> met) throws IllegalAccessException {
        var open = new ArrayDeque<Object>();
        open.add(root);
        long size = 0;
        while (!open.isEmpty()) {
            Object at = open.remove();
            if (!met.add(at)) continue;
            Class<?> type = at.getClass();
            if (type.isArray()) {
                size += Array.getLength(at);
                if (!type.getComponentType().isPrimitive()) for (Object each : (Object[]) at) if (each != null) open.add(each);
            } else if (at instanceof Iterable<?> several && !type.getName().startsWith("discedge.")) {
                for (Object each : several) open.add(each);
            } else if (type.getName().startsWith("discedge.")) {
                size += fields(at, type, open);
            } else {
                size++;
            }
        }
        return size;
    }

    private static long fields(Object at, Class<?> type, ArrayDeque<Object> open) throws IllegalAccessException {
        long size = 0;
        for (Class<?> part = type; part != null && part.getName().startsWith("discedge."); part = part.getSuperclass())
            for (Field field : part.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) continue;
                size++;
                field.setAccessible(true);
                Object value = field.getType().isPrimitive() ? null : field.get(at);
                if (value != null) open.add(value);
            }
        return size;
    }
}
