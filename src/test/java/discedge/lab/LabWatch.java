package discedge.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.api.NodeService.SessionSummary;
import discedge.event.EventSink;
import discedge.event.NodeEvent;
import discedge.node.EdgeNode;
import discedge.session.TurnHash;
import discedge.session.TurnRecord;
import discedge.simulation.HistoryChecker;
import discedge.simulation.check.Ending;
import discedge.simulation.check.FinalState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Hears all that happens in a lab, waits for it, and has the history checker judge it in the end. */
public final class LabWatch implements EventSink {
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final List<NodeEvent> events = new ArrayList<>();

    @Override
    public void emit(NodeEvent event) {
        lock.lock();
        try {
            events.add(event);
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public List<NodeEvent> events() {
        lock.lock();
        try {
            return List.copyOf(events);
        } finally {
            lock.unlock();
        }
    }

    public <E extends NodeEvent> List<E> of(Class<E> kind) {
        return events().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Waits until an event of this kind has happened that is as said. */
    public <E extends NodeEvent> E await(Class<E> kind, Predicate<E> as) throws InterruptedException {
        long left = PATIENCE.toNanos();
        lock.lock();
        try {
            for (int seen = 0; ; ) {
                for (; seen < events.size(); seen++) if (kind.isInstance(events.get(seen)) && as.test(kind.cast(events.get(seen)))) return kind.cast(events.get(seen));
                if (left <= 0) throw new AssertionError("no such " + kind.getSimpleName() + " within " + PATIENCE.toSeconds() + " s; the last events: "
                        + events.subList(Math.max(0, events.size() - 12), events.size()));
                left = more.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for what no event tells. */
    public static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    /** When all links are healed: waits until the nodes are linked, level and idle, then every rule of PROTOCOL.md must have held. */
    public void assertAllHolds(Lab lab) throws InterruptedException {
        assertTrue(lab.awaitLinked(PATIENCE), "the nodes link up again");
        until("all requests end", () -> lab.running().stream().allMatch(n -> n.node().running() == 0));
        assertTrue(lab.awaitLevel(PATIENCE), () -> "the replicas become level: " + lab.running().stream().map(n -> n.id() + " " + n.sessions()).toList());
        assertEquals(List.of(), HistoryChecker.check(events(), ending(lab)));
    }

    private static Ending ending(Lab lab) {
        return Ending.quiet(lab.running().stream().map(LabWatch::state).toList());
    }

    private static FinalState state(EdgeNode node) {
        var sessions = new HashMap<String, FinalState.Session>();
        for (SessionSummary summary : node.sessions()) {
            var records = new HashSet<String>();
            node.session(summary.session()).ifPresent(view -> {
                for (List<TurnRecord> part : List.of(view.log(), view.branches())) for (TurnRecord record : part) records.add(record.hash().toString());
            });
            sessions.put(summary.session().value(), new FinalState.Session(records, summary.head().map(TurnHash::toString), summary.deleted()));
        }
        return new FinalState(node.id(), sessions);
    }
}
