package discedge.engine.llama;

import discedge.session.SessionId;
import discedge.tokens.TokenSequence;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * KV cells of sessions that gave up their slot, as bytes outside the heap; those unused for longest go when the limit is reached.
 * The library takes any bytes for a state, so each has a check and the name of what made it. For one thread.
 */
final class SavedStates implements AutoCloseable {
    /** Slices that a {@link ByteBuffer} can hold. */
    private static final long SLICE = 1 << 30;

    private final long limit;
    private final String maker;
    private final Map<SessionId, State> states = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    private record State(TokenSequence ids, String maker, Arena arena, MemorySegment cells, long check) {}

    /**
     * @param limit bytes of all states together
     * @param maker what a state is bound to: model, library and form of the cache
     */
    SavedStates(long limit, String maker) {
        this.limit = limit;
        this.maker = maker;
    }

    long limit() {
        return limit;
    }

    /** Keeps a session's cells in place of what was kept of it; {@code arena} is closed with them. */
    void put(SessionId session, TokenSequence ids, Arena arena, MemorySegment cells) {
        drop(session);
        if (cells.byteSize() > limit) {
            arena.close();
            return;
        }
        states.put(session, new State(ids, maker, arena, cells, check(cells)));
        bytes += cells.byteSize();
        while (bytes > limit) drop(states.keySet().iterator().next());
    }

    /** What is kept of a session; empty if nothing is. */
    Optional<TokenSequence> ids(SessionId session) {
        return Optional.ofNullable(states.get(session)).map(State::ids);
    }

    long bytes(SessionId session) {
        State state = states.get(session);
        return state == null ? 0 : state.cells.byteSize();
    }

    /** The cells, if they are as they were when they were put here, and of this model; otherwise they are dropped. */
    Optional<MemorySegment> cells(SessionId session) {
        State state = states.get(session);
        if (state == null) return Optional.empty();
        if (state.maker.equals(maker) && check(state.cells) == state.check) return Optional.of(state.cells);
        drop(session);
        return Optional.empty();
    }

    void drop(SessionId session) {
        State state = states.remove(session);
        if (state == null) return;
        bytes -= state.cells.byteSize();
        state.arena.close();
    }

    private static long check(MemorySegment cells) {
        var crc = new CRC32C();
        for (long at = 0; at < cells.byteSize(); at += SLICE) crc.update(cells.asSlice(at, Math.min(SLICE, cells.byteSize() - at)).asByteBuffer());
        return crc.getValue();
    }

    @Override
    public void close() {
        for (SessionId session : java.util.List.copyOf(states.keySet())) drop(session);
    }
}
