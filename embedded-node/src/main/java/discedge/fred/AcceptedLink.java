package discedge.fred;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A stream that the peer opened: its items come in here. */
final class AcceptedLink extends Link {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(32);

    /**
     * Items of an origin that did not fit or were refused on this link.
     *
     * @param again when to ask for them; empty once that is done, until more do not fit
     * @param delay how long it was until then; doubles each time
     */
    private record Trouble(Optional<Instant> again, Duration delay) {}

    private final Map<Origin, Long> heard = new TreeMap<>();
    private final Map<Origin, Long> acked = new TreeMap<>();
    private final TreeSet<Origin> due = new TreeSet<>();
    private final Map<Origin, Trouble> troubles = new TreeMap<>();
    private Optional<Trouble> looseTrouble = Optional.empty();
    private Instant heardAt;
    private boolean announced;

    AcceptedLink(LinkId id, Instant openedAt) {
        super(id, openedAt);
        heardAt = openedAt;
    }

    Instant heardAt() {
        return heardAt;
    }

    void heard(Instant now) {
        heardAt = now;
    }

    /** The open link was told to the world. */
    boolean announced() {
        return announced;
    }

    void announced(boolean announced) {
        this.announced = announced;
    }

    /** Numbers of the origin up to here came and fit, though they may not be durable yet. */
    void took(Origin origin, long through) {
        heard.merge(origin, through, Math::max);
        troubles.remove(origin);
    }

    /** True if something came on this link that was not acknowledged on it. */
    boolean awaitsAck(Origin origin) {
        return heard.getOrDefault(origin, 0L) > acked.getOrDefault(origin, 0L);
    }

    void ackDue(Origin origin) {
        due.add(origin);
    }

    TreeSet<Origin> due() {
        return due;
    }

    void acked(Origin origin, long number) {
        acked.put(origin, number);
    }

    /** An item came that is not the next one. True if it must be asked for now: the first time, as many more may follow it. */
    boolean gap(Origin origin, Instant now) {
        boolean first = troubles.putIfAbsent(origin, new Trouble(Optional.empty(), Writes.RETRY)) == null;
        if (!first) trouble(origin, now);
        return first;
    }

    /** Items of the origin could not be kept; they are asked for later, and each time later still. */
    void trouble(Origin origin, Instant now) {
        troubles.put(origin, later(Optional.ofNullable(troubles.get(origin)), now));
    }

    /** The same for items out of order; one in order does not end it. */
    void looseTrouble(Instant now) {
        looseTrouble = Optional.of(later(looseTrouble, now));
    }

    private static Trouble later(Optional<Trouble> before, Instant now) {
        if (before.isEmpty()) return new Trouble(Optional.of(now.plus(Writes.RETRY)), Writes.RETRY);
        if (before.get().again().isPresent()) return before.get();
        Duration twice = before.get().delay().multipliedBy(2);
        Duration delay = twice.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : twice;
        return new Trouble(Optional.of(now.plus(delay)), delay);
    }

    /** True if it is time to ask again. */
    boolean asksAgain(Instant now) {
        if (wake().filter(when -> !now.isBefore(when)).isEmpty()) return false;
        troubles.replaceAll((_, trouble) -> new Trouble(Optional.empty(), trouble.delay()));
        looseTrouble = looseTrouble.map(trouble -> new Trouble(Optional.empty(), trouble.delay()));
        return true;
    }

    Optional<Instant> wake() {
        return Stream.concat(troubles.values().stream(), looseTrouble.stream()).flatMap(trouble -> trouble.again().stream()).min(Instant::compareTo);
    }
}
