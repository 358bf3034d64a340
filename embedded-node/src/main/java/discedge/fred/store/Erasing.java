package discedge.fred.store;

import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Deletes the records of a deleted session, one FReD call each, until FReD says that they are gone. */
final class Erasing {
    /** The node that wrote the tombstone erases; the others only what it left. */
    private static final Duration OTHERS_FIRST = Duration.ofSeconds(2);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int AT_ONCE = 16;

    private final FredStoreSetting setting;
    private final Desk desk;
    private final Held held;
    /** Each with how long it waits if FReD does not delete it. */
    private final LinkedHashMap<String, Duration> open = new LinkedHashMap<>();
    private int out;

    Erasing(FredStoreSetting setting, Desk desk, Held held) {
        this.setting = setting;
        this.desk = desk;
        this.held = held;
    }

    /** @param mine the session was deleted through this node */
    void erase(Collection<String> keys, boolean mine) {
        List<String> all = List.copyOf(keys);
        if (mine) add(all, FIRST);
        else desk.in(OTHERS_FIRST, () -> add(all, FIRST));
    }

    /** @param delay after which what FReD does not delete now is tried again */
    private void add(List<String> keys, Duration delay) {
        for (String key : keys) if (!held.isGone(key)) open.putIfAbsent(key, delay);
        pump();
    }

    private void pump() {
        while (out < AT_ONCE && !open.isEmpty()) {
            Map.Entry<String, Duration> next = open.pollFirstEntry();
            String key = next.getKey();
            out++;
            desk.call(new FredCall.Delete(setting.keygroup(), key, List.of()), reply -> {
                out--;
                switch (reply) {
                    case FredReply.Written _, FredReply.NotFound _ -> held.deleted(key);
                    // Also said of one that is deleted and could not be told to another node's trigger, which may be so for ever.
                    case FredReply.Refusal _ -> look(key, next.getValue());
                    case FredReply.TooLong _, FredReply.NoAnswer _, FredReply.Done _, FredReply.Items _, FredReply.Info _, FredReply.Hosts _ -> again(key, next.getValue());
                }
                pump();
            });
        }
    }

    private void look(String key, Duration delay) {
        desk.call(new FredCall.Read(setting.keygroup(), key, List.of()), reply -> {
            if (reply instanceof FredReply.NotFound) held.deleted(key);
            else again(key, delay);
        });
    }

    private void again(String key, Duration delay) {
        desk.in(delay, () -> add(List.of(key), Desk.doubled(delay, LONGEST)));
    }
}
