package discedge.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one turn adds, written once and never changed. Its hash is {@link RecordCodec#hash} of {@code before} and the
 * content; origin, write time, {@code earlier} and position are not part of it (docs/protocol.md, "What is stored").
 *
 * @param header present exactly in turn 1
 * @param attempt the client's attempt that was answered, from 1
 * @param origin the node that wrote it
 * @param written by the origin's clock, in whole microseconds
 * @param before hash of the turn before; of the header for turn 1
 * @param earlier hashes of the turns before {@code before}, newest first, as the client knew them: what keeps the chain known across a gap
 * @param missing turns of the chain that the answer had not seen, ascending
 * @param leftOut turns that the view left out, ascending
 * @param position where the client was, if it said so
 */
public record TurnRecord(SessionId session, int turn, Optional<SessionHeader> header, TurnContent content,
                         RequestHash request, Optional<String> requestId, int attempt, String origin, Instant written,
                         TurnHash before, List<TurnHash> earlier, List<Integer> missing, List<Integer> leftOut,
                         StopReason stop, TurnHash hash, Optional<Position> position) {
    public static final int MAX_TURN = 999_999;

    /** Of a client that did not say where it was. */
    public TurnRecord(SessionId session, int turn, Optional<SessionHeader> header, TurnContent content, RequestHash request, Optional<String> requestId, int attempt,
                      String origin, Instant written, TurnHash before, List<TurnHash> earlier, List<Integer> missing, List<Integer> leftOut, StopReason stop, TurnHash hash) {
        this(session, turn, header, content, request, requestId, attempt, origin, written, before, earlier, missing, leftOut, stop, hash, Optional.empty());
    }

    public TurnRecord {
        earlier = List.copyOf(earlier);
        missing = List.copyOf(missing);
        leftOut = List.copyOf(leftOut);
        if (turn < 1 || turn > MAX_TURN) throw new IllegalArgumentException("a turn is 1 to " + MAX_TURN + ", got " + turn);
        if ((turn == 1) != header.isPresent()) throw new IllegalArgumentException("exactly turn 1 carries the header; this is turn " + turn);
    }

    public TurnRecord withPosition(Optional<Position> where) {
        return new TurnRecord(session, turn, header, content, request, requestId, attempt, origin, written, before, earlier, missing, leftOut, stop, hash, where);
    }
}
