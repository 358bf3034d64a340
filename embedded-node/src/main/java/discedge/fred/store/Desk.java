package discedge.fred.store;

import discedge.event.NodeEvent;
import discedge.fred.StoreEffect;
import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** Calls that are out, timers that run, and what is to be done: what all parts of the store write on. */
final class Desk {
    private record Timer(Instant when, long number, Runnable what) {}

    private final Map<Long, Consumer<FredReply>> waiting = new HashMap<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparing(Timer::when).thenComparing(Timer::number));
    private List<StoreEffect> effects = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private Instant wish = Instant.MAX;
    private long last;

    /** Every input begins with this. */
    void at(Instant when) {
        now = when;
    }

    Instant now() {
        return now;
    }

    /** At the FReD node beside this one. */
    void call(FredCall call, Consumer<FredReply> then) {
        call(Optional.empty(), call, then);
    }

    /** @param host empty = beside this node */
    void call(Optional<String> host, FredCall call, Consumer<FredReply> then) {
        waiting.put(++last, then);
        effects.add(new StoreEffect.Call(last, host, call));
    }

    void replied(long id, FredReply reply) {
        Consumer<FredReply> then = waiting.remove(id);
        if (then != null) then.accept(reply);
    }

    void in(Duration delay, Runnable what) {
        timers.add(new Timer(now.plus(delay), ++last, what));
    }

    /** The next pause of a row that grows. */
    static Duration doubled(Duration pause, Duration most) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(most) > 0 ? most : twice;
    }

    void tick() {
        if (!wish.isAfter(now)) wish = Instant.MAX;
        while (!timers.isEmpty() && !timers.peek().when().isAfter(now)) timers.poll().what().run();
    }

    void add(StoreEffect effect) {
        effects.add(effect);
    }

    void emit(NodeEvent event) {
        effects.add(new StoreEffect.Emit(event));
    }

    List<StoreEffect> drain() {
        if (!timers.isEmpty() && timers.peek().when().isBefore(wish)) {
            wish = timers.peek().when();
            effects.add(new StoreEffect.WakeAt(wish));
        }
        List<StoreEffect> taken = effects;
        effects = new ArrayList<>();
        return taken;
    }
}
