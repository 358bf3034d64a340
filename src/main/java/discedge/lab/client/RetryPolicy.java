package discedge.lab.client;

import java.time.Duration;

/**
 * When a client asks again. It is always the same turn with the next attempt's number, so a node that has answered it
 * already answers from its store.
 *
 * @param maxFailures of nodes (unreachable, broken, timed out, 5xx), in one turn, after which the client gives up
 * @param silence how long nothing may come from a node; without streaming this must be longer than an answer takes
 * @param backoff the first pause before asking the same node again; doubles up to {@code longestBackoff}. A node's
 *     {@code Retry-After} is in whole seconds and not waited for: a node that is behind does the waiting itself
 * @param moveOnAfter failures in a row at one node, after which the client goes to the next nearest one; 0 = never
 * @param deadline of the whole turn, beyond which no further attempt begins
 */
public record RetryPolicy(int maxFailures, Duration silence, Duration backoff, Duration longestBackoff, int moveOnAfter,
                          Duration deadline) {
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(10, Duration.ofSeconds(60), Duration.ofMillis(50), Duration.ofMillis(800), 2, Duration.ofMinutes(2));
    /** One attempt, no more. */
    public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ofSeconds(60), Duration.ZERO, Duration.ZERO, 0, Duration.ZERO);

    public RetryPolicy {
        if (maxFailures < 1 || moveOnAfter < 0)
            throw new IllegalArgumentException("at least one failure ends a turn, and moving on needs a count, 0 for never");
        if (!silence.isPositive() || backoff.isNegative() || longestBackoff.compareTo(backoff) < 0 || deadline.isNegative())
            throw new IllegalArgumentException("silence is above zero, backoff at most longestBackoff, deadline zero or more");
    }

    public RetryPolicy withSilence(Duration silence) {
        return new RetryPolicy(maxFailures, silence, backoff, longestBackoff, moveOnAfter, deadline);
    }

    public RetryPolicy withMoveOnAfter(int moveOnAfter) {
        return new RetryPolicy(maxFailures, silence, backoff, longestBackoff, moveOnAfter, deadline);
    }

    public RetryPolicy withDeadline(Duration deadline) {
        return new RetryPolicy(maxFailures, silence, backoff, longestBackoff, moveOnAfter, deadline);
    }

    /** The pause after the n-th attempt in a row at one node, n from 1. */
    Duration pause(int n) {
        Duration pause = backoff.multipliedBy(1L << Math.clamp(n - 1, 0, 20));
        return pause.compareTo(longestBackoff) < 0 ? pause : longestBackoff;
    }
}
