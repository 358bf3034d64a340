package discedge.context;

import discedge.session.SessionHeader;
import discedge.session.StopReason;
import discedge.session.TurnHash;
import discedge.tokens.TokenSequence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A turn being generated or committed. */
final class RunningTurn {
    final long generation;
    final PendingRequest first;
    /** Empty in mode client-side, which stores nothing. */
    final Optional<SessionHeader> header;
    final TurnHash base;
    final ContextView view;
    final NewTurn added;
    /** Every request that gets this turn's answer; the first is {@link #first}. */
    final List<PendingRequest> attached = new ArrayList<>();
    final List<TokenSequence> sampled = new ArrayList<>();
    int sampledCount;
    final Instant generateFrom;
    Instant prefillFrom;
    Instant decodeFrom;
    Instant decodeTo;
    Duration queued = Duration.ZERO;
    Duration prefill = Duration.ZERO;
    Duration decode = Duration.ZERO;
    int promptTokens;
    int cachedTokens;
    StopReason stop = StopReason.EOS;
    List<Integer> missing = List.of();
    /** Digest of the ids shown; 0 where the session stores texts. */
    long contextDigest;

    RunningTurn(long generation, PendingRequest first, Optional<SessionHeader> header, TurnHash base, ContextView view, NewTurn added, Instant now) {
        this.generation = generation;
        this.first = first;
        this.header = header;
        this.base = base;
        this.view = view;
        this.added = added;
        this.generateFrom = now;
        attached.add(first);
    }

    TokenSequence answer() {
        if (sampled.size() > 1) {
            TokenSequence all = TokenSequence.concat(sampled);
            sampled.clear();
            sampled.add(all);
        }
        return sampled.isEmpty() ? TokenSequence.EMPTY : sampled.getFirst();
    }
}
