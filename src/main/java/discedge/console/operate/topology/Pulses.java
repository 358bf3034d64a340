package discedge.console.operate.topology;

import discedge.event.ReplicaEvent;
import discedge.session.SessionId;
import discedge.timeline.log.EventStore;
import discedge.timeline.log.TimedEvent;
import discedge.timeline.world.LinkKey;
import discedge.timeline.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Records on their way between nodes, at the cursor: from the log, so that a replay shows the same ones. Goes on from the event it
 * has seen last; a cursor that went back, or far ahead, makes it look at the last moments before the cursor once.
 */
final class Pulses {
    /** A pulse is shown ten times as long as its way takes. */
    private static final int SLOWED = 10;
    static final Duration SHORTEST = Duration.ofMillis(150);
    static final Duration LONGEST = Duration.ofMillis(1500);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Map<LinkKey, Flow> flows = new HashMap<>();
    private long seen;
    private Instant now = Instant.EPOCH;

    /** What went out in one direction lately. */
    static final class Flow {
        private final ArrayDeque<Instant> sent = new ArrayDeque<>();
        private final ArrayDeque<Boolean> followed = new ArrayDeque<>();
        private Duration travel = SHORTEST;

        /** Records sent in the last second. */
        int perSecond(Instant now) {
            int count = 0;
            for (var at = sent.descendingIterator(); at.hasNext() && at.next().isAfter(now.minus(SECOND)); ) count++;
            return count;
        }
    }

    /** Hears of each record that is on its way. */
    interface Each {
        /** @param part of the way, 0 to 1 @param followed of the followed session */
        void pulse(double part, boolean followed);
    }

    /** How long a record is shown on its way. */
    static Duration travel(Optional<Duration> delay) {
        Duration shown = delay.orElse(Duration.ZERO).multipliedBy(SLOWED);
        return shown.compareTo(SHORTEST) < 0 ? SHORTEST : shown.compareTo(LONGEST) > 0 ? LONGEST : shown;
    }

    /** Brings them to the world's moment. */
    void follow(World world, EventStore store, Optional<SessionId> session) {
        Instant from = world.now().minus(LONGEST);
        boolean jumped = world.event() < seen || world.now().isBefore(now) || now.isBefore(from);
        if (jumped) {
            flows.clear();
            seen = Math.min(store.lastAt(from), world.event());
        }
        String key = session.map(SessionId::value).orElse("");
        for (long id = seen + 1; id <= world.event(); id++) {
            TimedEvent event = store.get(id);
            if (event.event() instanceof ReplicaEvent.Sent sent && event.time().isAfter(from)) add(world, sent, event.time(), !key.isEmpty() && sent.key().startsWith(key));
        }
        seen = world.event();
        now = world.now();
        flows.values().removeIf(flow -> {
            while (!flow.sent.isEmpty() && !flow.sent.getFirst().isAfter(from)) {
                flow.sent.removeFirst();
                flow.followed.removeFirst();
            }
            return flow.sent.isEmpty();
        });
    }

    private void add(World world, ReplicaEvent.Sent sent, Instant time, boolean followed) {
        var key = new LinkKey(sent.node(), sent.peer());
        Flow flow = flows.computeIfAbsent(key, _ -> new Flow());
        flow.travel = travel(LinkFacts.delay(world.link(key.from(), key.to())));
        flow.sent.addLast(time);
        flow.followed.addLast(followed);
    }

    int perSecond(LinkKey direction) {
        Flow flow = flows.get(direction);
        return flow == null ? 0 : flow.perSecond(now);
    }

    /** All that is on its way in a direction. */
    void each(LinkKey direction, Each each) {
        Flow flow = flows.get(direction);
        if (flow == null) return;
        double travel = flow.travel.toNanos();
        var followed = flow.followed.iterator();
        for (Instant sent : flow.sent) {
            boolean its = followed.next();
            double part = Duration.between(sent, now).toNanos() / travel;
            if (part >= 0 && part <= 1) each.pulse(part, its);
        }
    }

    boolean isEmpty() {
        return flows.isEmpty();
    }
}
