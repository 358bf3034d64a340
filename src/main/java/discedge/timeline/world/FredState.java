package discedge.timeline.world;

import discedge.event.FredEvent;
import discedge.fred.store.InProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The FReD that keeps a node's records, as that node sees it.
 *
 * @param address of its client interface
 * @param fredNode the FReD node beside this one; empty before it answered
 * @param keygroup of the model; empty before FReD answered
 * @param members of the keygroup: FReD node and where its clients reach it
 * @param users certificate names that this node opened the keygroup to
 * @param trigger where FReD tells this node of items
 * @param told the trigger is registered
 * @param trouble why FReD cannot be used, or the trigger is silent, in words; empty if all is well
 * @param retryEvery while it cannot be used: how often it is tried again, counted from {@code since}
 * @param since when it became what it is
 * @param compared by member, what the newest comparison of keys said
 */
public record FredState(String address, String fredNode, String keygroup, Map<String, String> members, List<String> users, String trigger, boolean told,
                        Optional<String> trouble, Optional<Duration> retryEvery, Instant since, Map<String, Compared> compared) {
    /**
     * A comparison of a node's keys with a FReD node's.
     *
     * @param why it did not answer, in words; empty if it did
     * @param keys it has
     * @param found items that were missing here, of all comparisons so far
     * @param lacking keys of here that it had not
     */
    public record Compared(Instant at, boolean answered, String why, int keys, long found, int lacking, Duration took) {}

    /** It is the FReD node of the same process; else one beside it. */
    public boolean isInside() {
        return address.equals(InProcess.ADDRESS);
    }

    /** Its records can be read and written. */
    public boolean usable() {
        return told && trouble.isEmpty();
    }

    /** It cannot be used: what needs it is refused. A trigger that is lost is no such thing. */
    public boolean isOut() {
        return retryEvery.isPresent();
    }

    /** Until it is tried again; empty if it is not waiting for that. A reason is told once, however often it is tried. */
    public Optional<Duration> nextTry(Instant now) {
        return retryEvery.filter(every -> every.isPositive()).map(every -> {
            long passed = Math.max(0, Duration.between(since, now).toMillis());
            return Duration.ofMillis(every.toMillis() - passed % every.toMillis());
        });
    }

    static FredState after(Optional<FredState> before, FredEvent event, Instant time) {
        FredState was = before.orElse(new FredState("", "", "", Map.of(), List.of(), "", false, Optional.empty(), Optional.empty(), time, Map.of()));
        return switch (event) {
            case FredEvent.Ready seen -> new FredState(seen.address(), seen.fredNode(), seen.keygroup(), seen.members(), seen.users(), seen.trigger(), true, Optional.empty(), Optional.empty(), time, was.compared);
            case FredEvent.Trouble seen -> new FredState(seen.address(), was.fredNode, was.keygroup, was.members, was.users, was.trigger, false, Optional.of(seen.why()), Optional.of(seen.retryIn()), time, was.compared);
            case FredEvent.Trigger seen -> new FredState(was.address, was.fredNode, was.keygroup, was.members, was.users, seen.host(), seen.registered(),
                    seen.registered() ? Optional.empty() : Optional.of(seen.why()), Optional.empty(), time, was.compared);
            case FredEvent.Members seen -> new FredState(was.address, was.fredNode, was.keygroup, seen.members(), was.users, was.trigger, was.told, was.trouble, was.retryEvery, was.since, was.compared);
            case FredEvent.Compared seen -> was.compared(seen, time);
        };
    }

    private FredState compared(FredEvent.Compared seen, Instant time) {
        var all = new TreeMap<>(compared);
        long before = all.containsKey(seen.member()) ? all.get(seen.member()).found() : 0;
        all.put(seen.member(), new Compared(time, seen.answered(), seen.why(), seen.keys(), before + seen.found(), seen.lacking(), seen.took()));
        return new FredState(address, fredNode, keygroup, members, users, trigger, told, trouble, retryEvery, since, Map.copyOf(all));
    }
}
