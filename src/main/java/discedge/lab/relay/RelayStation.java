package discedge.lab.relay;

import discedge.lab.link.Cut;
import discedge.lab.link.Direction;
import discedge.lab.link.Link;
import discedge.lab.link.LinkProperties;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Runs the relays of a plan, and changes their links for a time. Safe for many threads. */
public final class RelayStation implements AutoCloseable {
    private final InstantSource clock;
    private final Map<String, Standing> links = new LinkedHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("link-heals").factory());

    /** A link, its own shape, and what is done to it now. Guarded by this station. */
    private static final class Standing {
        final Link link;
        final LinkProperties own;
        final List<RelayPlan.Relay> relays = new ArrayList<>();
        Optional<Instant> heals = Optional.empty();
        Optional<ScheduledFuture<?>> healing = Optional.empty();

        Standing(Link link, LinkProperties own) {
            this.link = link;
            this.own = own;
        }
    }

    /**
     * A link as it is now.
     *
     * @param a the place that {@code forward} starts from
     * @param heals when it gets its own shape back; empty if nothing is done to it, or until healed by hand
     * @param own what it is when nothing is done to it, either way
     * @param changed something is done to it
     * @param forwardBytes TCP payload that {@code a} has sent
     */
    public record View(String a, String b, LinkProperties own, LinkProperties forward, LinkProperties backward, long forwardBytes, long backwardBytes, long connections,
                       boolean changed, Optional<Instant> heals, List<RelayPlan.Relay> relays) {
        /** {@code A-B}. */
        public String name() {
            return a + "-" + b;
        }
    }

    /**
     * What to do to a link; what is empty stays as it is.
     *
     * @param lasts zero = until healed by hand
     */
    public record Change(Optional<Duration> delay, Optional<Duration> jitter, Optional<Long> bytesPerSecond, Optional<Cut> cut, Duration lasts) {
        LinkProperties on(LinkProperties shape) {
            return new LinkProperties(delay.orElse(shape.delay()), jitter.orElse(shape.jitter()), bytesPerSecond.orElse(shape.bytesPerSecond()), cut.orElse(shape.cut()));
        }
    }

    /** @throws IOException if a port is taken; the message names it */
    public RelayStation(RelayPlan plan, long seed, InstantSource clock) throws IOException {
        this.clock = clock;
        var random = new SplittableRandom(seed);
        try {
            for (RelayPlan.Relay relay : plan.relays()) open(relay, random);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void open(RelayPlan.Relay relay, SplittableRandom random) throws IOException {
        Optional<Standing> known = find(relay.from(), relay.to());
        Standing standing = known.orElseGet(() -> new Standing(new Link(relay.from(), relay.to(), random.split()), relay.shape()));
        if (known.isEmpty()) {
            standing.link.set(standing.own);
            links.put(relay.from() + "-" + relay.to(), standing);
        }
        standing.relays.add(relay);
        standing.link.relay(standing.link.first().equals(relay.from()) ? Direction.FORWARD : Direction.BACKWARD, relay.listen(), relay.target());
    }

    private Optional<Standing> find(String one, String other) {
        return Optional.ofNullable(links.getOrDefault(one + "-" + other, links.get(other + "-" + one)));
    }

    public synchronized List<View> views() {
        return links.values().stream().map(RelayStation::view).toList();
    }

    private static View view(Standing one) {
        LinkProperties forward = one.link.properties(Direction.FORWARD);
        LinkProperties backward = one.link.properties(Direction.BACKWARD);
        return new View(one.link.first(), one.link.second(), one.own, forward, backward, one.link.bytes(Direction.FORWARD), one.link.bytes(Direction.BACKWARD),
                one.link.counts().connections(), !forward.equals(one.own) || !backward.equals(one.own), one.heals, List.copyOf(one.relays));
    }

    /** @return the link as it is then; empty if there is none between these places */
    public synchronized Optional<View> change(String one, String other, Change change) {
        return find(one, other).map(standing -> {
            standing.healing.ifPresent(healing -> healing.cancel(false));
            standing.link.set(change.on(standing.link.properties(Direction.FORWARD)));
            standing.heals = change.lasts().isZero() ? Optional.empty() : Optional.of(clock.instant().plus(change.lasts()));
            standing.healing = change.lasts().isZero() ? Optional.empty()
                    : Optional.of(timer.schedule(() -> heal(one, other), change.lasts().toNanos(), TimeUnit.NANOSECONDS));
            return view(standing);
        });
    }

    /** Gives the link its own shape back. */
    public synchronized Optional<View> heal(String one, String other) {
        return find(one, other).map(standing -> {
            standing.healing.ifPresent(healing -> healing.cancel(false));
            standing.healing = Optional.empty();
            standing.heals = Optional.empty();
            standing.link.set(standing.own);
            return view(standing);
        });
    }

    public synchronized void healAll() {
        for (View view : views()) heal(view.a(), view.b());
    }

    @Override
    public void close() {
        timer.shutdownNow();
        links.values().forEach(standing -> standing.link.close());
    }
}
