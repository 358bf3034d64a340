package discedge.engine.simulated;

import discedge.session.SessionId;
import discedge.tokens.TokenSequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which ids each slot of a KV cache holds, and for whom. A slot's ids serve the session that made them and no other (docs/protocol.md, I7):
 * a session gets the slot it had, else a free one, else the one unused for longest, emptied. Safe for many threads.
 */
public final class KvSlots {
    private final List<Slot> slots = new ArrayList<>();
    private long uses;

    private static final class Slot {
        final int number;
        Optional<SessionId> owner = Optional.empty();
        TokenSequence ids = TokenSequence.EMPTY;
        long lastUse;
        boolean busy;
        boolean evicted;

        Slot(int number) {
            this.number = number;
        }
    }

    /**
     * A slot in use.
     *
     * @param previousOwner the session whose ids it held before; empty if none
     * @param cached leading ids of the prompt that need no evaluation
     */
    public record Lease(int slot, Optional<SessionId> previousOwner, int cached) {}

    public KvSlots(int count) {
        if (count < 1) throw new IllegalArgumentException("an engine needs at least 1 slot, got " + count);
        for (int i = 0; i < count; i++) slots.add(new Slot(i));
    }

    /**
     * Takes a slot for a prompt; give it back by {@link #release}.
     *
     * @throws IllegalStateException if all are in use: the caller lets in no more than there are
     */
    public synchronized Lease take(SessionId session, TokenSequence prompt) {
        Slot slot = slots.stream().filter(s -> !s.busy).min(preferenceOf(session, prompt))
                .orElseThrow(() -> new IllegalStateException("all slots are in use"));
        Optional<SessionId> previous = slot.owner;
        int cached = isOf(slot, session) ? cachedOf(slot.ids, prompt) : 0;
        slot.ids = prompt.slice(0, cached);
        slot.owner = Optional.of(session);
        slot.busy = true;
        slot.evicted = false;
        slot.lastUse = ++uses;
        return new Lease(slot.number, previous, cached);
    }

    /** Gives a slot back with the ids it holds now; they are dropped if the session was evicted meanwhile. */
    public synchronized void release(Lease lease, TokenSequence ids) {
        Slot slot = slots.get(lease.slot);
        slot.busy = false;
        slot.ids = ids;
        if (slot.evicted) empty(slot);
    }

    /** Forgets a session's ids: at once, or where it runs, when it ends. */
    public synchronized void evict(SessionId session) {
        for (Slot slot : slots) {
            if (!isOf(slot, session)) continue;
            if (slot.busy) slot.evicted = true;
            else empty(slot);
        }
    }

    private static void empty(Slot slot) {
        slot.owner = Optional.empty();
        slot.ids = TokenSequence.EMPTY;
    }

    private static boolean isOf(Slot slot, SessionId session) {
        return slot.owner.isPresent() && slot.owner.get().equals(session);
    }

    private static Comparator<Slot> preferenceOf(SessionId session, TokenSequence prompt) {
        return Comparator.<Slot>comparingInt(s -> isOf(s, session) ? 0 : s.owner.isEmpty() ? 1 : 2)
                .thenComparingInt(s -> isOf(s, session) ? -cachedOf(s.ids, prompt) : 0)
                .thenComparingLong(s -> s.owner.isEmpty() ? s.number : s.lastUse);
    }

    /** The last id of a prompt is always evaluated, as in llama.cpp: the first id of the answer is sampled from it. */
    private static int cachedOf(TokenSequence held, TokenSequence prompt) {
        return Math.min(held.commonPrefix(prompt), Math.max(0, prompt.length() - 1));
    }
}
