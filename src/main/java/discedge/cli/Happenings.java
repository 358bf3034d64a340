package discedge.cli;

import discedge.event.LabEvent;
import discedge.event.NodeEvent;
import java.util.Optional;

/** What happens between the rows, in words. */
final class Happenings {
    private Happenings() {}

    /** A caption of the scenario. */
    static Optional<String> caption(NodeEvent event) {
        return event instanceof LabEvent.Said said ? Optional.of(said.text()) : Optional.empty();
    }

    /** A fault that begins or ends. */
    static Optional<String> fault(NodeEvent event) {
        return switch (event) {
            case LabEvent.FaultBegan began -> Optional.of(began(began.kind(), began.target()) + (began.lasts().isZero() ? "" : " for " + Words.length(began.lasts())));
            case LabEvent.FaultEnded ended -> Optional.of(ended(ended.kind(), ended.target()));
            case NodeEvent other -> Optional.empty();
        };
    }

    /** {@code B is cut off}, {@code the link A–B is cut}. */
    static String began(String kind, String target) {
        String link = target.replace('-', '–');
        return switch (kind) {
            case "cut" -> isLink(target) ? "the link " + link + " is cut" : target + " is cut off from the other nodes";
            case "silent-cut" -> isLink(target) ? "packets vanish on the link " + link : "packets vanish on all links of " + target;
            case "delay", "jitter", "bandwidth" -> (isLink(target) ? "the link " + link + " has" : "the links of " + target + " have") + " another " + kind;
            case "kill" -> target + " is killed";
            case "restart" -> target + " restarts";
            default -> kind + " at " + link;
        };
    }

    /** {@link #began} as told afterwards. */
    static String past(String kind, String target) {
        return began(kind, target).replace(" is ", " was ").replace("packets vanish", "packets vanished").replaceFirst(" (has|have) another", " had another").replace(" restarts", " restarted");
    }

    private static String ended(String kind, String target) {
        return switch (kind) {
            case "kill", "restart" -> target + " is back";
            default -> (isLink(target) ? "the link " + target.replace('-', '–') : "the links of " + target) + (isLink(target) ? " heals" : " heal");
        };
    }

    /** A dash between two names; a node's own dash is read as one too, which only words the line otherwise. */
    private static boolean isLink(String target) {
        return target.contains("-");
    }
}
