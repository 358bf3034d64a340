package discedge.console.faults;

import discedge.console.kit.Words;
import discedge.experiment.scenario.Scenario;
import java.util.function.Predicate;

/** Faults as a person says them, from the words that events have for their kinds and targets. */
public final class FaultWords {
    private FaultWords() {}

    /** {@code cuts A–C}, to go on after "The lab". */
    public static String begins(String kind, String target) {
        return Words.of("faults.begins." + kind, target);
    }

    /** {@code heals A–C}, {@code starts B again}. */
    public static String ends(String kind, String target) {
        return Words.of("faults.ends." + kind, target);
    }

    /** {@code Cut}, {@code Silent cut}, as a title. */
    public static String kind(String kind) {
        return Words.of("faults.kind." + kind);
    }

    /** {@code A–C}, {@code client–B}, {@code every link of B}; a node's own name where the fault is about the node. */
    public static String target(String kind, String target, Predicate<String> isNode) {
        if (isAboutNode(kind)) return target;
        if (isNode.test(target)) return Words.of("faults.target.node", target);
        // Names may have dashes themselves, so every dash is tried as the one between two names.
        for (int dash = target.indexOf('-'); dash >= 0; dash = target.indexOf('-', dash + 1)) {
            String a = target.substring(0, dash);
            String b = target.substring(dash + 1);
            if ((a.equals(Scenario.CLIENT) || isNode.test(a)) && isNode.test(b)) return Words.of("faults.target.link", a, b);
        }
        return target;
    }

    /** The node itself is hit, not its links. */
    public static boolean isAboutNode(String kind) {
        return kind.equals("kill") || kind.equals("restart");
    }
}
