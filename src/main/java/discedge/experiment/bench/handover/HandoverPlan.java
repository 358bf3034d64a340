package discedge.experiment.bench.handover;

import java.time.Duration;

/**
 * How much {@code bench handover} measures.
 *
 * @param generations of sessions, so that contexts do not grow much longer than they began
 * @param rounds of each generation: one sample of each kind a round
 * @param contextIds ids of context that sessions begin with
 * @param answerIds ids of each answer
 * @param think from an answer's last byte to the next prompt: in it the next node has to become warm
 * @param chats sessions of the other client, beside which contexts are evaluated ahead in half of its turns
 * @param chatTurns timed turns of each such session
 * @param chatPauseMs longest pause between the turns of such a session; the shortest is a third of it. A step of evaluating ahead should fit into some of them
 */
public record HandoverPlan(int generations, int rounds, int contextIds, int answerIds, Duration think, int chats, int chatTurns, int chatPauseMs) {
    /** What the command measures: 20 rounds, 200 turns of the other client with and 200 without. */
    public static final HandoverPlan FULL = new HandoverPlan(2, 10, 1_000, 12, Duration.ofSeconds(3), 20, 20, 360);

    public HandoverPlan {
        if (generations < 1 || rounds < 1 || chats < 1 || chatTurns < 2) throw new IllegalArgumentException("at least one sample of each kind");
    }
}
