package discedge.fred.store;

import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Deletes the records of a deleted session, one FReD call each. */
final class Erasing {
    /** The node that wrote the tombstone erases; the others only what it left. */
    private static final Duration OTHERS_FIRST = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int AT_ONCE = 16;

    private final FredStoreSetting setting;
    private final Desk desk;
    private final Held held;
    private final Set<String> open = new LinkedHashSet<>();
    private int out;

    Erasing(FredStoreSetting setting, Desk desk, Held held) {
        this.setting = setting;
        this.desk = desk;
        this.held = held;
    }

    /** @param mine the session was deleted through this node */
    void erase(Collection<String> keys, boolean mine) {
        List<String> all = List.copyOf(keys);
        if (mine) add(all);
        else desk.in(OTHERS_FIRST, () -> add(all));
    }

    private void add(List<String> keys) {
        for (String key : keys) if (!held.isGone(key)) open.add(key);
        pump();
    }

    private void pump() {
        var keys = open.iterator();
        while (out < AT_ONCE && keys.hasNext()) {
            String key = keys.next();
            keys.remove();
            out++;
            desk.call(new FredCall.Delete(setting.keygroup(), key, List.of()), reply -> {
                out--;
                if (reply instanceof FredReply.NoAnswer) desk.in(RETRY, () -> add(List.of(key)));
                else held.deleted(key);
                pump();
            });
        }
    }
}
