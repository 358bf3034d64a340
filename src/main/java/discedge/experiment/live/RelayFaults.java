package discedge.experiment.live;

import discedge.event.EventSink;
import discedge.event.LabEvent;
import discedge.experiment.scenario.Fault.Kind;
import discedge.experiment.scenario.Fault.Target;
import discedge.lab.remote.RemoteLinks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is broken on links that pass relays, by this console or by anybody else who speaks to the relays: each has a number here,
 * by which it is told and healed. A link heals as a whole. On one thread.
 */
final class RelayFaults {
    /** A fault that ends so shortly before its time has ended by itself. */
    private static final Duration ABOUT = Duration.ofSeconds(1);

    private final EventSink sink;
    private final InstantSource clock;
    private final Map<Long, Put> faults = new LinkedHashMap<>();

    /** A link of a station. */
    record Link(RemoteLinks station, String name) {}

    /** @param lasts zero = until healed @param here this console has begun it */
    private record Put(Link link, Kind kind, Target target, Duration lasts, Instant began, boolean here) {
        boolean isOver(Instant now) {
            return !lasts.isZero() && !now.isBefore(began.plus(lasts).minus(ABOUT));
        }
    }

    RelayFaults(EventSink sink, InstantSource clock) {
        this.sink = sink;
        this.clock = clock;
    }

    /** This console has put it there. */
    void begun(long number, Link link, Kind kind, Target target, Duration lasts) {
        begin(number, new Put(link, kind, target, lasts, clock.instant(), true));
    }

    private void begin(long number, Put put) {
        faults.put(number, put);
        sink.emit(new LabEvent.FaultBegan(put.began, "lab", number, put.kind.word(), put.target.word(), put.lasts));
    }

    /** Gives the next fault its number. */
    interface Numbers {
        long next();
    }

    /** As the relays say: a link that nobody here has changed was changed by someone else, and one that is as it should be is broken no more. */
    void compare(RemoteLinks station, List<RemoteLinks.Standing> now, Numbers numbers) {
        for (RemoteLinks.Standing standing : now) {
            var link = new Link(station, standing.name());
            List<Put> its = faults.values().stream().filter(put -> put.link.equals(link)).toList();
            if (!standing.changed()) ended(link, its.stream().noneMatch(put -> put.isOver(clock.instant())));
            else if (its.stream().noneMatch(Put::here)) found(link, its, standing, numbers);
        }
    }

    private void found(Link link, List<Put> known, RemoteLinks.Standing standing, Numbers numbers) {
        Kind kind = kind(standing);
        if (known.stream().anyMatch(put -> put.kind.equals(kind))) return;
        ended(link, true);
        begin(numbers.next(), new Put(link, kind, new Target.Between(standing.a(), standing.b()), standing.healsIn().orElse(Duration.ZERO), clock.instant(), false));
    }

    /** The worst of what is done to it. */
    private static Kind kind(RemoteLinks.Standing standing) {
        for (RemoteLinks.Shape shape : List.of(standing.forward(), standing.backward())) if (!shape.cut().equals("none")) return new Kind.Cut(shape.cut().equals("silent"));
        RemoteLinks.Shape own = standing.own().orElse(null);
        if (own != null && own.delay().equals(standing.forward().delay())) {
            if (own.bytesPerSecond() != standing.forward().bytesPerSecond()) return new Kind.Bandwidth(standing.forward().bytesPerSecond());
            if (!Objects.equals(own.jitter(), standing.forward().jitter())) return new Kind.Jitter(standing.forward().jitter());
        }
        return new Kind.Delay(standing.forward().delay());
    }

    /** All that was on the link. */
    void ended(Link link, boolean byHand) {
        for (var entry : List.copyOf(faults.entrySet())) {
            Put put = entry.getValue();
            if (!put.link.equals(link)) continue;
            faults.remove(entry.getKey());
            sink.emit(new LabEvent.FaultEnded(clock.instant(), "lab", entry.getKey(), put.kind.word(), put.target.word(), byHand));
        }
    }

    Optional<Link> link(long number) {
        return Optional.ofNullable(faults.get(number)).map(Put::link);
    }

    /** All that something is done to. */
    List<Link> links() {
        return faults.values().stream().map(Put::link).distinct().toList();
    }
}
