package discedge.fred.store;

import discedge.event.FredEvent;
import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Compares keys with those that FReD's nodes have, and fetches what is missing here. FReD itself brings nothing after a
 * partition: per-turn keys have no next write. At the node beside this one it finds what the trigger did not tell.
 */
final class Sweeping {
    private static final int PAGE = 1_000;
    private static final int AT_ONCE = 8;
    /** Keys take some 70 bytes each on a link: with more than these it is compared less often. */
    private static final int KEYS = 5_000;
    private static final Duration AT_FIRST = Duration.ofMillis(100);

    /** What the last comparison with a member said. @param missing keys of here that are not there */
    record Seen(Instant at, boolean answered, Duration roundTrip, int missing) {}

    /** One member's comparison. */
    private final class Sweep {
        final String member;
        final Optional<String> host;
        final Consumer<Optional<String>> then;
        final Instant began = desk.now();
        final Set<String> there = new HashSet<>();
        final ArrayDeque<String> missing = new ArrayDeque<>();
        Duration roundTrip = Duration.ZERO;
        int found;
        int out;

        /** @param then is told why it ended early, if it did */
        Sweep(String member, Optional<String> host, Consumer<Optional<String>> then) {
            this.member = member;
            this.host = host;
            this.then = then;
        }

        void begin() {
            Pages.read((call, then) -> desk.call(host, call, then), setting.keygroup(), Setup.ANCHOR, "", true, PAGE, new Pages.Reader() {
                @Override
                public void page(List<FredReply.Item> items) {
                    // In process it would be the time of a queue: the links measure the way.
                    if (roundTrip.isZero() && !setting.isInProcess()) roundTrip = Duration.between(began, desk.now());
                    for (FredReply.Item item : items) if (there.add(item.id()) && !held.knows(item.id())) missing.add(item.id());
                }

                @Override
                public void end(Optional<FredReply> failure) {
                    if (failure.isPresent()) ended(failure.map(Setup::words));
                    else fetch();
                }
            });
        }

        private void fetch() {
            while (out < AT_ONCE && !missing.isEmpty()) {
                String key = missing.poll();
                // Another member's comparison has brought it since.
                if (held.knows(key)) continue;
                out++;
                desk.call(host, new FredCall.Read(setting.keygroup(), key, List.of()), reply -> {
                    out--;
                    if (reply instanceof FredReply.Items items) took(key, items.items().getFirst().value());
                    // Listed and not to be read: a tombstone.
                    else if (reply instanceof FredReply.NotFound && !held.has(key)) held.deleted(key);
                    fetch();
                });
            }
            if (out == 0) ended(Optional.empty());
        }

        private void took(String key, String text) {
            if (host.isPresent() ? held.brought(key, text, member) : held.arrived(key, text, member)) found++;
        }

        private void ended(Optional<String> why) {
            Duration took = Duration.between(began, desk.now());
            long lacking = why.isPresent() ? 0 : Math.max(0, held.size() - there.stream().filter(held::has).count());
            seen.put(member, new Seen(desk.now(), why.isEmpty(), roundTrip, (int) lacking));
            // Each time: it says that the node and the way to the member are well, and nothing else may be heard of them for long.
            desk.emit(new FredEvent.Compared(desk.now(), setting.node(), member, why.isEmpty(), why.orElse(""), there.size(), found, (int) lacking, took, roundTrip));
            foundBy.put(member, found);
            then.accept(why);
        }
    }

    private final FredStoreSetting setting;
    private final Desk desk;
    private final Setup setup;
    private final Held held;
    private final Map<String, Seen> seen = new TreeMap<>();
    private final Map<String, Integer> foundBy = new TreeMap<>();
    /** Members with a comparison under way. */
    private final Set<String> compared = new HashSet<>();
    private boolean triggerHeard;
    private int round;
    private Duration soon = AT_FIRST;

    Sweeping(FredStoreSetting setting, Desk desk, Setup setup, Held held) {
        this.setting = setting;
        this.desk = desk;
        this.setup = setup;
        this.held = held;
    }

    Optional<Seen> seen(String member) {
        return Optional.ofNullable(seen.get(member));
    }

    /** The trigger said something. */
    void heard() {
        triggerHeard = true;
    }

    /** FReD is ready: looks at the other members at once, and from then on again and again. */
    void begin() {
        int mine = ++round;
        soon = AT_FIRST;
        others(mine);
    }

    void end() {
        round++;
        seen.clear();
    }

    private void round(int mine) {
        round(mine, true);
    }

    /** @param again one answer that does not come is asked for once more: a machine that is busy for a moment has not lost FReD */
    private void round(int mine, boolean again) {
        if (mine != round) return;
        desk.call(new FredCall.GetKeygroupTriggers(setting.keygroup()), reply -> {
            if (mine != round) return;
            switch (reply) {
                case FredReply.Hosts(Map<String, String> hosts) when setting.triggerHost().equals(hosts.get(setting.trigger())) -> beside(mine, true);
                case FredReply.Hosts _ -> again("FReD has forgotten the trigger", () -> beside(mine, true));
                case FredReply.NoAnswer _ when again -> round(mine, false);
                default -> setup.lost(Setup.words(reply));
            }
        });
    }

    private void beside(int mine, boolean again) {
        boolean heardBefore = triggerHeard;
        triggerHeard = false;
        new Sweep(setup.own(), Optional.empty(), why -> {
            if (mine != round) return;
            if (why.isPresent() && again) beside(mine, false);
            else if (why.isPresent()) setup.lost(why.get());
            else if (foundBy.getOrDefault(setup.own(), 0) > 0 && !triggerHeard && !heardBefore) again("items came and the trigger was silent", () -> members(mine));
            else members(mine);
        }).begin();
    }

    private void again(String why, Runnable then) {
        desk.emit(new FredEvent.Trigger(desk.now(), setting.node(), setting.trigger(), setting.triggerHost(), false, why));
        desk.call(new FredCall.RemoveTrigger(setting.keygroup(), setting.trigger()), _ ->
                desk.call(new FredCall.AddTrigger(setting.keygroup(), setting.trigger(), setting.triggerHost()), reply -> {
                    boolean done = reply instanceof FredReply.Done;
                    desk.emit(new FredEvent.Trigger(desk.now(), setting.node(), setting.trigger(), setting.triggerHost(), done, done ? "" : Setup.words(reply)));
                    then.run();
                }));
    }

    private void members(int mine) {
        desk.call(new FredCall.GetKeygroupInfo(setting.keygroup()), reply -> {
            if (mine != round) return;
            if (reply instanceof FredReply.Info info) setup.members(info);
            others(mine);
        });
    }

    /** Each by itself: one over a long way, or one that says nothing, does not hold up the next round of the others. */
    private void others(int mine) {
        setup.others().forEach((member, host) -> {
            if (!compared.add(member)) return;
            new Sweep(member, Optional.of(host), why -> {
                compared.remove(member);
                if (why.isPresent()) setup.grantAgain();
            }).begin();
        });
        // Others are being set up at the same time, as a rule.
        soon = Desk.doubled(soon, setting.sweepEvery());
        desk.in(soon.multipliedBy(1 + held.size() / KEYS), () -> round(mine));
    }
}
