package discedge.engine.cache;

import discedge.engine.cache.Lease.Evicted;
import discedge.session.SessionId;
import discedge.tokens.TokenSequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which ids each slot of a KV cache holds, and for whom. A slot's ids serve the session that made them and no other (docs/protocol.md, I7):
 * a session gets the slot it had, else a free one, else one that another gives up. All slots together hold no more ids than the
 * cache has cells.
 *
 * <p>A session that went elsewhere gives up first, then the one unused for longest. For a guess only such a session and other
 * guesses give up anything; what a turn left here stays. Safe for many threads.
 */
public final class KvTable {
    private final List<Slot> slots = new ArrayList<>();
    private final long cells;
    private long uses;

    private static final class Slot {
        final int number;
        Optional<SessionId> owner = Optional.empty();
        TokenSequence ids = TokenSequence.EMPTY;
        Standing standing = Standing.TURN;
        long reserved;
        long lastUse;
        boolean busy;
        boolean evicted;
        boolean departed;

        Slot(int number) {
            this.number = number;
        }

        long cells() {
            return busy ? reserved : ids.length();
        }

        boolean isOf(SessionId session) {
            return owner.isPresent() && owner.get().equals(session);
        }

        void empty() {
            owner = Optional.empty();
            ids = TokenSequence.EMPTY;
            standing = Standing.TURN;
        }
    }

    /**
     * Who wants a slot, and for what.
     *
     * @param reserve ids that the prompt and its answer may come to
     * @param guess nobody has asked: it may take only what no turn needs
     */
    public record Ask(SessionId session, TokenSequence prompt, long reserve, boolean guess) {
        public static Ask turn(SessionId session, TokenSequence prompt, long reserve) {
            return new Ask(session, prompt, reserve, false);
        }

        public static Ask guess(SessionId session, TokenSequence prompt) {
            return new Ask(session, prompt, prompt.length(), true);
        }
    }

    /** @param cells ids that all slots together hold at most */
    public KvTable(int count, long cells) {
        this(IntStream.range(0, count).boxed().toList(), cells);
    }

    /** @param numbers of the slots, where they are not all that there are */
    public KvTable(List<Integer> numbers, long cells) {
        if (numbers.isEmpty()) throw new IllegalArgumentException("an engine needs at least 1 slot, got 0");
        this.cells = cells;
        for (int number : numbers) slots.add(new Slot(number));
    }

    private Slot slot(int number) {
        return slots.stream().filter(s -> s.number == number).findFirst().orElseThrow(() -> new IllegalArgumentException("there is no slot " + number));
    }

    /** Takes a slot for a prompt; give it back by {@link #release}. Empty if what is in use leaves no slot or too few cells. */
    public synchronized Optional<Lease> take(Ask ask) {
        Optional<Slot> chosen = choose(ask);
        if (chosen.isEmpty()) return Optional.empty();
        Slot slot = chosen.get();
        List<Slot> others = makeRoom(slot, ask).orElse(null);
        if (others == null) return Optional.empty();
        var evicted = new ArrayList<Evicted>();
        for (Slot other : others) evicted.add(giveUp(other));
        boolean own = slot.isOf(ask.session);
        Optional<SessionId> previous = slot.owner;
        if (!own && previous.isPresent()) evicted.add(giveUp(slot));
        int cached = own ? cachedOf(slot.ids, ask.prompt) : 0;
        boolean guessed = own && slot.standing == Standing.GUESS;
        slot.ids = ask.prompt.slice(0, cached);
        slot.owner = Optional.of(ask.session);
        slot.standing = ask.guess ? Standing.GUESS : Standing.TURN;
        slot.reserved = Math.max(ask.reserve, ask.prompt.length());
        slot.busy = true;
        slot.evicted = false;
        slot.departed = false;
        slot.lastUse = ++uses;
        return Optional.of(new Lease(slot.number, previous, cached, evicted, guessed && !ask.guess));
    }

    private Optional<Slot> choose(Ask ask) {
        // A session's own guess ends within a step; a turn waits for it rather than begin cold. A guess never goes beside a turn.
        if (slots.stream().anyMatch(s -> s.busy && s.isOf(ask.session) && (ask.guess || s.standing == Standing.GUESS))) return Optional.empty();
        return slots.stream().filter(s -> !s.busy && (s.owner.isEmpty() || s.isOf(ask.session) || mayGo(s, ask))).min(preferenceOf(ask));
    }

    private static boolean mayGo(Slot slot, Ask ask) {
        return !ask.guess || slot.standing != Standing.TURN;
    }

    /** The slots that must give up their ids so that the prompt has room; empty if that is not enough. */
    private Optional<List<Slot>> makeRoom(Slot taken, Ask ask) {
        long used = slots.stream().filter(s -> s != taken).mapToLong(Slot::cells).sum();
        long wanted = Math.max(ask.reserve, ask.prompt.length());
        var leaving = new ArrayList<Slot>();
        Stream<Slot> idle = slots.stream().filter(s -> s != taken && !s.busy && s.owner.isPresent() && mayGo(s, ask)).sorted(BY_LEAVING);
        for (Slot slot : idle.toList()) {
            if (used + wanted <= cells) break;
            leaving.add(slot);
            used -= slot.cells();
        }
        return used + wanted <= cells ? Optional.of(leaving) : Optional.empty();
    }

    private static Evicted giveUp(Slot slot) {
        var evicted = new Evicted(slot.number, slot.owner.orElseThrow(), slot.ids, slot.standing);
        slot.empty();
        return evicted;
    }

    /**
     * Gives a slot back with the ids it holds now.
     *
     * @return true if they are dropped, because the session was evicted meanwhile
     */
    public synchronized boolean release(Lease lease, TokenSequence ids) {
        Slot slot = slot(lease.slot());
        slot.busy = false;
        slot.ids = ids;
        if (slot.departed && slot.standing == Standing.TURN) slot.standing = Standing.DEPARTED;
        if (slot.evicted || ids.isEmpty()) slot.empty();
        return slot.evicted;
    }

    /** Nobody gets a free slot until it is offered again: what was in it is being wiped. */
    public synchronized void withhold(int number) {
        slot(number).reserved = 0;
        slot(number).busy = true;
    }

    public synchronized void offer(int number) {
        slot(number).busy = false;
    }

    /** Forgets a session's ids: at once, or where it runs, when it ends. Returns the slots emptied at once. */
    public synchronized List<Integer> evict(SessionId session) {
        var emptied = new ArrayList<Integer>();
        for (Slot slot : slots) {
            if (!slot.isOf(session)) continue;
            if (slot.busy) {
                slot.evicted = true;
            } else {
                slot.empty();
                emptied.add(slot.number);
            }
        }
        return emptied;
    }

    /** A session goes on at another node: what it left here may go first. */
    public synchronized void depart(SessionId session) {
        for (Slot slot : slots) {
            if (!slot.isOf(session) || slot.standing != Standing.TURN) continue;
            if (slot.busy) slot.departed = true;
            else slot.standing = Standing.DEPARTED;
        }
    }

    /** What the slots hold, in their order; a free slot is left out. */
    public synchronized List<CachedSession> rows() {
        return slots.stream().filter(s -> s.owner.isPresent())
                .map(s -> new CachedSession(s.number, s.owner.get(), (int) s.cells(), s.standing, s.busy)).toList();
    }

    /** Leading ids of a prompt that some slot of the session holds. */
    public synchronized int cached(SessionId session, TokenSequence prompt) {
        return slots.stream().filter(s -> s.isOf(session)).mapToInt(s -> s.ids.commonPrefix(prompt)).max().orElse(0);
    }

    private static final Comparator<Slot> BY_LEAVING =
            Comparator.<Slot>comparingInt(s -> s.standing == Standing.DEPARTED ? 0 : 1).thenComparingLong(s -> s.lastUse);

    private static Comparator<Slot> preferenceOf(Ask ask) {
        return Comparator.<Slot>comparingInt(s -> s.isOf(ask.session) ? 0 : s.owner.isEmpty() ? 1 : 2)
                .thenComparingInt(s -> s.isOf(ask.session) ? -cachedOf(s.ids, ask.prompt) : 0)
                .thenComparing((a, b) -> a.owner.isEmpty() && b.owner.isEmpty() ? Integer.compare(a.number, b.number) : BY_LEAVING.compare(a, b));
    }

    /** The last id of a prompt is always evaluated, as in llama.cpp: the first id of the answer is sampled from it. */
    private static int cachedOf(TokenSequence held, TokenSequence prompt) {
        return Math.min(held.commonPrefix(prompt), Math.max(0, prompt.length() - 1));
    }
}
