package discedge.console.scenario;

import java.time.Duration;
import java.util.Optional;

/**
 * Something that a scenario does, and how far that is.
 *
 * @param turn 0 for a fault
 * @param title the prompt, or what breaks
 * @param node where a turn goes, or went; empty for a fault
 * @param order of the node among the scenario's, from 0
 * @param roams another node than for the turn before
 * @param detail what more is to be said about it
 * @param took or has taken so far; empty before
 */
record Step(int turn, String title, String node, int order, boolean roams, State state, String detail, Optional<Duration> took) {
    /** How far. */
    enum State {
        PLANNED, RUNNING,
        /** Done, but it had to be tried again or had not seen everything. */
        STRAINED, DONE, FAILED
    }

    boolean isFault() {
        return turn == 0;
    }

    Step(int turn, String title, String node, int order, boolean roams) {
        this(turn, title, node, order, roams, State.PLANNED, "", Optional.empty());
    }

    Step is(State now, String words, Optional<Duration> time) {
        return new Step(turn, title, node, order, roams, now, words, time);
    }
}
