package discedge.fred.store;

import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sees to it that a tombstone is held by two of FReD's nodes (by one if there is one): only then may a deletion be confirmed,
 * because nobody knows whether FReD keeps anything on disk.
 */
final class Confirming {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private record Question(String key, String node) {}

    private final FredStoreSetting setting;
    private final Desk desk;
    private final Setup setup;
    private final Set<String> safe = new HashSet<>();
    /** Not answered yet. */
    private final Set<Question> open = new HashSet<>();

    Confirming(FredStoreSetting setting, Desk desk, Setup setup) {
        this.setting = setting;
        this.desk = desk;
        this.setup = setup;
    }

    boolean isSafe(String key) {
        return safe.contains(key);
    }

    void begin(String key) {
        ask(key, FIRST);
    }

    private void ask(String key, Duration delay) {
        if (safe.contains(key)) return;
        Map<String, String> others = setup.others();
        if (others.isEmpty()) {
            safe.add(key);
            return;
        }
        others.forEach((node, host) -> {
            var question = new Question(key, node);
            if (open.add(question)) desk.call(Optional.of(host), new FredCall.Read(setting.keygroup(), key, List.of()), reply -> {
                open.remove(question);
                if (reply instanceof FredReply.Items) safe.add(key);
            });
        });
        desk.in(delay, () -> ask(key, Desk.doubled(delay, LONGEST)));
    }
}
