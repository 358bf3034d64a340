package discedge.simulation.check;

/**
 * A rule that did not hold.
 *
 * @param invariant {@code I1} to {@code I12}, as docs/protocol.md numbers them
 * @param sentence what happened, in the protocol's words
 * @param eventIndex the event that shows it; the history's size where only its end does
 */
public record Violation(String invariant, String sentence, int eventIndex) {
    @Override
    public String toString() {
        return invariant + " at event " + eventIndex + ": " + sentence;
    }
}
