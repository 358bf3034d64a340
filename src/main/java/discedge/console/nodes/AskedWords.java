package discedge.console.nodes;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.experiment.live.WatchedNodes.Unanswered;
import java.time.Duration;
import java.time.Instant;

/** What is said of addresses at which no node has answered yet. */
public final class AskedWords {
    private AskedWords() {}

    /** Why, since when, and the next try. */
    public static String line(Unanswered asked, Instant now) {
        String since = Units.clock(Duration.ofSeconds(Math.max(0, Duration.between(asked.since(), now).toSeconds())));
        if (asked.why().isEmpty()) return Words.of("nodes.asked.first", asked.address(), since);
        long left = Math.ceilDiv(Duration.between(now, asked.retryAt()).toMillis(), 1000);
        return left <= 0 ? Words.of("nodes.asked.now", sentence(asked.why()), since) : Words.of("nodes.asked", sentence(asked.why()), since, left);
    }

    /** Ends as a sentence does. */
    static String sentence(String why) {
        if (why.isEmpty()) return why;
        String text = why.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + why.substring(1);
        return ".?!".indexOf(text.charAt(text.length() - 1)) >= 0 ? text : text + ".";
    }
}
