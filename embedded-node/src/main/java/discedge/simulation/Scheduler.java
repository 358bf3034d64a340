package discedge.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/** Virtual time: tasks run one after the other on the caller's thread, in the order of their time, then of their making. */
final class Scheduler {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private record Task(long atMicros, long order, Runnable action) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byTime = Long.compare(atMicros, other.atMicros);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long nowMicros;
    private long nextOrder;

    Instant now() {
        return START.plusNanos(nowMicros * 1_000);
    }

    long nowMicros() {
        return nowMicros;
    }

    void after(Duration delay, Runnable action) {
        afterMicros(delay.toNanos() / 1_000, action);
    }

    void afterMicros(long micros, Runnable action) {
        tasks.add(new Task(nowMicros + Math.max(0, micros), nextOrder++, action));
    }

    void at(Instant when, Runnable action) {
        afterMicros(Duration.between(now(), when).toNanos() / 1_000, action);
    }

    /** Runs all tasks up to {@code micros} of virtual time from the start. */
    void runUntil(long micros) {
        while (!tasks.isEmpty() && tasks.peek().atMicros <= micros) {
            Task task = tasks.poll();
            nowMicros = task.atMicros;
            task.action.run();
        }
        nowMicros = Math.max(nowMicros, micros);
    }
}
