package discedge.experiment.live;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The demonstration's captions, of what was measured. One that has nothing to say of is empty. */
final class TourWords {
    private final Heard heard;
    private final int nodes;

    TourWords(Heard heard, int nodes) {
        this.heard = heard;
        this.nodes = nodes;
    }

    String opening(String home) {
        return nodes == 1 ? home + " keeps this chat as tokens." : home + " answers. Each turn is stored as tokens and replicated to the other nodes.";
    }

    /** Before a roam. */
    Optional<String> behind(String node) {
        return heard.arrival(node).map(last -> node + " is " + time(last.lag()) + " behind, and has turn " + last.turn() + ". The client roams there.");
    }

    /** After a turn that built on others. */
    Optional<String> answered() {
        return heard.firstToken().filter(first -> first.turn() > 1)
                .map(first -> "Turn " + first.turn() + " at " + first.node() + ": first token after " + time(first.since()) + ". The client sent its prompt and a counter.");
    }

    String cut(String node, Duration lasts) {
        return node + " is cut off for " + time(lasts) + ". The chat goes on elsewhere.";
    }

    /** @param turns answered so far */
    Optional<String> lacks(String node, int turns) {
        int there = heard.arrival(node).map(Heard.Arrival::turn).orElse(0);
        return there >= turns ? Optional.empty() : Optional.of("The client roams to " + node + ", which lacks turn " + turns + ": it waits rather than answer without it.");
    }

    Optional<String> waited() {
        return heard.answer().filter(answer -> answer.attempts() > 1).map(answer -> answer.node() + " is whole again: turn " + answer.turn() + " took "
                + time(answer.total()) + " and " + answer.attempts() + " tries, and nothing is lost.");
    }

    private static String time(Duration time) {
        double millis = time.toNanos() / 1e6;
        return millis >= 1_000 ? (millis >= 9_950 ? Math.round(millis / 1_000) + " s" : String.format(Locale.ROOT, "%.1f s", millis / 1_000)) : millis >= 1 ? Math.round(millis) + " ms" : String.format(Locale.ROOT, "%.1f ms", millis);
    }
}
