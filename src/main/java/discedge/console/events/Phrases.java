package discedge.console.events;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import java.util.List;
import java.util.stream.Collectors;

/** What several groups of events say in the same way. */
final class Phrases {
    private Phrases() {}

    /** {@code turn 5}, {@code turns 5, 6}. */
    static String turns(List<Integer> turns) {
        String list = turns.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return turns.size() == 1 ? Words.of("events.turn", list) : Words.of("events.turns", list);
    }

    /** Adds a word on turns where there are any. @param key {@code {0}} = what was said so far, {@code {1}} = the turns */
    static String andTurns(String said, String key, List<Integer> turns) {
        return turns.isEmpty() ? said : Words.of(key, said, turns(turns));
    }

    /** Adds something where it is so. */
    static String and(String said, boolean so, String key, Object... values) {
        return so ? said + Words.of(key, values) : said;
    }

    /** {@code 1,264 tokens}, {@code 1 token}. */
    static String tokens(int count) {
        return count == 1 ? Words.of("events.token") : Words.of("events.tokens", Units.count(count));
    }
}
