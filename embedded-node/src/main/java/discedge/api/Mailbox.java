package discedge.api;

import discedge.context.Answer;
import discedge.context.AnswerSink;
import discedge.context.Refusal;
import discedge.tokens.TokenSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Where a turn's outcome waits for the request's thread. The turn's side neither blocks nor takes a lock; made by the
 * thread that reads it.
 */
final class Mailbox implements AnswerSink {
    private final Thread reader = Thread.currentThread();
    private final boolean keepsPieces;
    private final ConcurrentLinkedQueue<TokenSequence> pieces = new ConcurrentLinkedQueue<>();
    private volatile End end = End.None.YET;

    /** How a request ends; the first end counts. */
    sealed interface End {
        enum None implements End { YET }

        record Answered(Answer answer) implements End {}

        record Refused(Refusal refusal) implements End {}

        /** The client is not there any more, or the node gives the request up. */
        enum Gone implements End { GONE }
    }

    /** @param keepsPieces false where only the whole answer is wanted */
    Mailbox(boolean keepsPieces) {
        this.keepsPieces = keepsPieces;
    }

    @Override
    public void sampled(TokenSequence ids) {
        if (!keepsPieces) return;
        pieces.add(ids);
        LockSupport.unpark(reader);
    }

    @Override
    public void answered(Answer answer) {
        end(new End.Answered(answer));
    }

    @Override
    public void refused(Refusal refusal) {
        end(new End.Refused(refusal));
    }

    void gone() {
        end(End.Gone.GONE);
    }

    private void end(End how) {
        // Two ends at once are the outcome and a hang-up: whichever of them stays is true.
        if (end == End.None.YET) end = how;
        LockSupport.unpark(reader);
    }

    End end() {
        return end;
    }

    /** Waits until there is something to read. False if {@code nanos} passed or the thread was interrupted first. */
    boolean await(long nanos) {
        long until = System.nanoTime() + nanos;
        while (end == End.None.YET && pieces.isEmpty()) {
            long left = until - System.nanoTime();
            if (left <= 0 || Thread.currentThread().isInterrupted()) return false;
            LockSupport.parkNanos(this, left);
        }
        return true;
    }

    /** The ids sampled since the last call. Ask for the end first: an end seen before has all its pieces here. */
    TokenSequence take() {
        TokenSequence first = pieces.poll();
        if (first == null) return TokenSequence.EMPTY;
        if (pieces.isEmpty()) return first;
        List<TokenSequence> all = new ArrayList<>();
        for (TokenSequence piece = first; piece != null; piece = pieces.poll()) all.add(piece);
        return TokenSequence.concat(all);
    }
}
