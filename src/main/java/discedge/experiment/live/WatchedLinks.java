package discedge.experiment.live;

import discedge.event.EventSink;
import discedge.event.LabEvent;
import discedge.experiment.live.Controls.Refused;
import discedge.experiment.scenario.Fault.Kind;
import discedge.experiment.scenario.Fault.Target;
import discedge.lab.remote.NodeAddress;
import discedge.lab.remote.NodeApi;
import discedge.lab.remote.RemoteException;
import discedge.lab.remote.RemoteLinks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Links between watched nodes that pass a {@code discedge links} process: what they are is read every two seconds, whoever
 * changed them, and faults are put on them as on the lab's. Safe for many threads; no call waits.
 */
public final class WatchedLinks implements AutoCloseable {
    private static final long POLL_SECONDS = 2;
    private static final Duration SOON = Duration.ofMillis(100);
    /** The lab's own faults count from 1. */
    private static final long FIRST = 1_000_000;

    private final EventSink sink;
    private final NodeApi api;
    private final InstantSource clock;
    private final ScheduledExecutorService hand = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("watched-links").factory());
    private final Map<NodeAddress, RemoteLinks> stations = new LinkedHashMap<>();
    private final Map<String, RemoteLinks.Shape> told = new HashMap<>();
    /** Why a station cannot be read now; guarded by this. */
    private final Map<NodeAddress, String> unread = new LinkedHashMap<>();
    private final RelayFaults faults;
    /** By station; what it said last. Guarded by this. */
    private final Map<RemoteLinks, List<RemoteLinks.Standing>> standing = new LinkedHashMap<>();
    private final Changes changes = new Changes();
    private long last = FIRST;

    WatchedLinks(EventSink sink, NodeApi api, InstantSource clock) {
        this.sink = sink;
        this.api = api;
        this.clock = clock;
        faults = new RelayFaults(sink, clock);
        hand.scheduleWithFixedDelay(this::poll, POLL_SECONDS, POLL_SECONDS, TimeUnit.SECONDS);
    }

    /** Reads and changes the links of a {@code discedge links} process from now on. @throws Refused if the address is none */
    public void add(String address) {
        try {
            NodeAddress at = NodeAddress.parse(address);
            synchronized (this) {
                unread.putIfAbsent(at, "");
            }
            hand.execute(() -> {
                RemoteLinks station = stations.computeIfAbsent(at, known -> new RemoteLinks(known, api));
                read(station, true);
                changes.tell();
            });
        } catch (IllegalArgumentException e) {
            throw new Refused("Links: " + e.getMessage() + ".");
        }
    }

    /** Reads them no more; what was set of them stays. */
    public void remove(NodeAddress address) {
        synchronized (this) {
            unread.remove(address);
        }
        hand.execute(() -> {
            RemoteLinks station = stations.remove(address);
            if (station == null) return;
            synchronized (this) {
                standing.remove(station);
            }
            changes.tell();
        });
    }

    /** Hears, on any thread, that there are others. */
    public void onChange(Runnable listener) {
        changes.onChange(listener);
    }

    /**
     * A {@code discedge links} process.
     *
     * @param links that pass it, as {@code A–B}
     * @param why it cannot be read, in words; empty if it can
     */
    public record Station(NodeAddress address, List<String> links, String why) {}

    /** In the order they were added. */
    public synchronized List<Station> list() {
        return unread.entrySet().stream().map(entry -> new Station(entry.getKey(), standing.entrySet().stream().filter(known -> known.getKey().address().equals(entry.getKey()))
                .flatMap(known -> known.getValue().stream()).map(link -> link.a() + "–" + link.b()).toList(), entry.getValue())).toList();
    }

    /** There is a relay between these two. */
    public synchronized boolean joins(String one, String other) {
        return find(one, other).isPresent();
    }

    private Optional<Map.Entry<RemoteLinks, RemoteLinks.Standing>> find(String one, String other) {
        for (var entry : standing.entrySet())
            for (RemoteLinks.Standing link : entry.getValue()) if (link.joins(one, other)) return Optional.of(Map.entry(entry.getKey(), link));
        return Optional.empty();
    }

    // ---- faults

    /** @return the fault's number; empty if no relay is between the two, or the fault is none of links */
    synchronized Optional<Long> begin(Kind kind, Target target, Duration lasts) {
        if (!(target instanceof Target.Between(String a, String b))) return Optional.empty();
        Optional<RemoteLinks.Change> change = change(kind, lasts);
        var found = find(a, b);
        if (change.isEmpty() || found.isEmpty()) return Optional.empty();
        long number = next();
        var link = new RelayFaults.Link(found.get().getKey(), found.get().getValue().name());
        hand.execute(() -> put(number, link, kind, target, lasts, change.get()));
        return Optional.of(number);
    }

    private synchronized long next() {
        return ++last;
    }

    private static Optional<RemoteLinks.Change> change(Kind kind, Duration lasts) {
        Optional<Duration> none = Optional.empty();
        return switch (kind) {
            case Kind.Cut(boolean silent) -> Optional.of(new RemoteLinks.Change(none, none, Optional.empty(), Optional.of(silent ? "silent" : "clean"), lasts));
            case Kind.Delay(Duration to) -> Optional.of(new RemoteLinks.Change(Optional.of(to), none, Optional.empty(), Optional.empty(), lasts));
            case Kind.Jitter(Duration to) -> Optional.of(new RemoteLinks.Change(none, Optional.of(to), Optional.empty(), Optional.empty(), lasts));
            case Kind.Bandwidth(long bytes) -> Optional.of(new RemoteLinks.Change(none, none, Optional.of(bytes), Optional.empty(), lasts));
            case Kind.Kill _, Kind.Restart _ -> Optional.empty();
        };
    }

    private void put(long number, RelayFaults.Link link, Kind kind, Target target, Duration lasts, RemoteLinks.Change change) {
        try {
            link.station().change(link.name(), change);
            faults.begun(number, link, kind, target, lasts);
            read(link.station(), false);
            // The relay heals it by itself when the time is up, and is asked a moment later.
            if (!lasts.isZero()) hand.schedule(() -> read(link.station(), false), lasts.plus(SOON).toNanos(), TimeUnit.NANOSECONDS);
        } catch (RemoteException e) {
            say("Nothing was done to the link " + link.name() + ": " + e.getMessage());
        }
    }

    /** Whoever broke it. */
    void heal(long number) {
        hand.execute(() -> faults.link(number).ifPresent(this::heal));
    }

    private void heal(RelayFaults.Link link) {
        try {
            link.station().heal(link.name());
            faults.ended(link, true);
            read(link.station(), false);
        } catch (RemoteException e) {
            say("The link " + link.name() + " could not be healed: " + e.getMessage());
        }
    }

    /** All that something is done to now, by whomever. */
    void healAll() {
        hand.execute(() -> {
            poll();
            faults.links().forEach(this::heal);
        });
    }

    private void say(String text) {
        sink.emit(new LabEvent.Said(clock.instant(), "lab", text));
    }

    // ---- what they are

    private void poll() {
        stations.values().forEach(station -> read(station, false));
    }

    private void read(RemoteLinks station, boolean first) {
        try {
            List<RemoteLinks.Standing> now = station.standing();
            synchronized (this) {
                standing.put(station, now);
                unread.replace(station.address(), "");
            }
            for (RemoteLinks.Standing link : now) {
                tell(link.a(), link.b(), link.forward());
                tell(link.b(), link.a(), link.backward());
            }
            faults.compare(station, now, this::next);
        } catch (RemoteException e) {
            synchronized (this) {
                standing.remove(station);
                unread.replace(station.address(), e.getMessage());
            }
            if (first) say("The links of " + station.address() + " cannot be read: " + e.getMessage());
        }
    }

    private void tell(String from, String to, RemoteLinks.Shape shape) {
        if (shape.equals(told.put(from + " " + to, shape))) return;
        sink.emit(new LabEvent.LinkSet(clock.instant(), "lab", from, to, shape.delay(), shape.jitter(), shape.bytesPerSecond(), shape.cut()));
    }

    @Override
    public void close() {
        hand.shutdownNow();
    }
}
