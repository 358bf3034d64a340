package discedge.console.sessions.parts;

import discedge.console.kit.Words;
import discedge.console.sessions.state.Condition;
import discedge.console.sessions.state.Replica;
import java.util.List;
import java.util.stream.Collectors;

/** States in words: beside their icons, for a screen reader, and for the filter. */
public final class Texts {
    private Texts() {}

    public static String condition(Condition condition) {
        return Words.of("sessions.condition." + condition.word());
    }

    /** {@code A turn 7 complete, B turn 6, 1 behind}. */
    public static String replicas(List<Replica> replicas) {
        return replicas.stream().map(Texts::replica).collect(Collectors.joining(", "));
    }

    public static String state(Replica replica) {
        return Words.of("sessions.replica." + replica.state().name().toLowerCase(java.util.Locale.ROOT), replica.behind());
    }

    public static String replica(Replica replica) {
        String state = state(replica);
        return replica.head().isEmpty() ? replica.node() + " " + state : Words.of("sessions.replica", replica.node(), replica.turn(), state);
    }
}
