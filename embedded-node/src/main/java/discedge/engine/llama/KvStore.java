package discedge.engine.llama;

import discedge.engine.EngineException;
import discedge.engine.cache.Lease;
import discedge.session.SessionId;
import discedge.tokens.TokenSequence;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A context's cells as the table of slots wants them: what was given up is saved or dropped in the table's order, before anything
 * else is evaluated; what was saved comes back when that is faster than evaluating it again.
 *
 * <p>{@link #give}, {@link #forget} and {@link #keep} are for any thread, the rest for the computing one.
 */
final class KvStore {
    /** Shorter contexts are evaluated again in no time. */
    private static final int WORTH_SAVING = 64;

    private final KvContext context;
    private final SavedStates saved;
    private final MeasuredRates rates;
    private final long bytesPerId;
    private final Queue<Change> changes = new ConcurrentLinkedQueue<>();

    private sealed interface Change {
        record GaveUp(Lease.Evicted what) implements Change {}

        record Forgot(SessionId session, List<Integer> slots) implements Change {}

        record Kept(int slot, int ids) implements Change {}
    }

    KvStore(KvContext context, SavedStates saved, MeasuredRates rates, long bytesPerId) {
        this.context = context;
        this.saved = saved;
        this.rates = rates;
        this.bytesPerId = bytesPerId;
    }

    /** What a lease took from others. */
    void give(List<Lease.Evicted> evicted) {
        for (Lease.Evicted one : evicted) changes.add(new Change.GaveUp(one));
    }

    /** Nothing of a session may stay, saved or in its slots. */
    void forget(SessionId session, List<Integer> slots) {
        changes.add(new Change.Forgot(session, slots));
    }

    /** A lease began or ended, and the table says that its slot holds so many ids: nothing else may stay there. */
    void keep(int slot, int ids) {
        changes.add(new Change.Kept(slot, ids));
    }

    /** Carries out what was given up and forgotten since. */
    void settle() {
        for (Change change = changes.poll(); change != null; change = changes.poll()) {
            switch (change) {
                case Change.GaveUp(var what) -> {
                    if (what.ids().length() >= WORTH_SAVING && rates.savingPays(what.ids().length(), bytesPerId * what.ids().length())) save(what);
                    context.remove(what.slot(), 0);
                }
                case Change.Forgot(var session, var slots) -> {
                    saved.drop(session);
                    slots.forEach(slot -> context.remove(slot, 0));
                }
                case Change.Kept(var slot, var ids) -> context.remove(slot, ids);
            }
        }
    }

    private void save(Lease.Evicted what) {
        if (bytesPerId * what.ids().length() > saved.limit()) return;
        Arena arena = Arena.ofConfined();
        long begun = System.nanoTime();
        MemorySegment cells = context.save(what.slot(), arena);
        rates.saved(cells.byteSize(), System.nanoTime() - begun);
        saved.put(what.session(), what.ids(), arena, cells);
    }

    /**
     * Makes a leased slot hold a prefix of the prompt and nothing else.
     *
     * @param room ids that the lease has cells for
     * @return the length of that prefix
     */
    int prepare(SessionId session, Lease lease, TokenSequence prompt, long room) {
        settle();
        int kept = atMost(lease.cached(), lease.slot());
        Optional<TokenSequence> old = saved.ids(session);
        if (old.isPresent() && old.get().length() <= room) {
            int common = Math.min(old.get().commonPrefix(prompt), prompt.length() - 1);
            if (common > kept && rates.restoringPays(common - kept, saved.bytes(session))) kept = restore(session, lease.slot()) ? common : atMost(kept, lease.slot());
        }
        saved.drop(session);
        return context.remove(lease.slot(), kept) ? kept : 0;
    }

    /** The table's number, or less where a call failed half-way or a model lost all when it was to forget a part. */
    private int atMost(int ids, int slot) {
        return Math.min(ids, context.held(slot).orElse(ids));
    }

    private boolean restore(SessionId session, int slot) {
        long begun = System.nanoTime();
        Optional<MemorySegment> cells = saved.cells(session);
        if (cells.isEmpty()) return false;
        boolean restored = context.restore(slot, cells.get());
        if (restored) rates.restored(cells.get().byteSize(), System.nanoTime() - begun);
        return restored;
    }

    /**
     * Evaluates {@code all[from, to)} and returns where it got to: {@code to}, or less if it was told to end early.
     *
     * @param to at most {@link KvContext#BATCH} behind {@code from}
     */
    int evaluate(int slot, int[] all, int from, int to) {
        settle();
        long begun = System.nanoTime();
        int at = from;
        int step = to - from;
        boolean moved = false;
        while (at < to) {
            int next = Math.min(to, at + step);
            switch (context.evaluate(slot, all, at, next)) {
                case DONE -> at = next;
                case ABORTED -> {
                    return at;
                }
                case NO_ROOM -> {
                    // Some versions need free cells in a row.
                    if (!moved && context.defragment()) moved = true;
                    else if (step == 1) throw new EngineException("llama.cpp finds no room for " + (to - at) + " more ids in its context of " + context.cells());
                    else step = Math.max(1, step / 2);
                }
            }
        }
        if (to - from >= 8) rates.prefilled(to - from, System.nanoTime() - begun);
        return at;
    }

    /** True if an evaluation can be ended before it is done; otherwise it should be short where others may come to wait for it. */
    boolean endsEarly() {
        return context.endsEarly();
    }

    /** After a prompt's or an answer's last id. */
    void logits(float[] into) {
        context.logits(into);
    }

    /** How many ids a slot really holds; empty if the library cannot say. */
    OptionalInt held(int slot) {
        settle();
        return context.held(slot);
    }

    /** How many ids all slots really hold; empty if the library cannot say. */
    OptionalInt used() {
        settle();
        return context.used();
    }

    void free() {
        saved.close();
        context.free();
    }
}
