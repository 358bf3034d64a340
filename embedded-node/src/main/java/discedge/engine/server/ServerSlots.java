package discedge.engine.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import discedge.engine.EngineException;
import discedge.engine.Sampling;
import discedge.engine.cache.CachedSession;
import discedge.engine.cache.FairQueue;
import discedge.engine.cache.KvTable;
import discedge.engine.cache.Lease;
import discedge.session.SessionId;
import discedge.tokens.TokenSequence;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * The server's slots that an engine has: who has which, and who waits for one. What a deleted session left in a slot is wiped before
 * anybody gets the slot. Safe for many threads.
 */
final class ServerSlots implements AutoCloseable {
    private static final TokenSequence ANY_ID = TokenSequence.of(0);

    private final ServerHttp http;
    private final Dialect dialect;
    private final KvTable table;
    private final FairQueue queue = new FairQueue();

    ServerSlots(ServerHttp http, Dialect dialect, KvTable table) {
        this.http = http;
        this.dialect = dialect;
        this.table = table;
    }

    /**
     * Waits for a slot; give it back by {@link #giveBack}.
     *
     * @return empty if the caller gave up
     */
    Optional<Lease> await(KvTable.Ask ask, BooleanSupplier givenUp) throws InterruptedException {
        return queue.enter(() -> table.take(ask), givenUp);
    }

    /** A slot, if there is one that nobody waits for. */
    Optional<Lease> take(KvTable.Ask ask) {
        return queue.tryEnter(() -> table.take(ask));
    }

    /** @param ids what the slot holds now, as far as is known */
    void giveBack(Lease lease, TokenSequence ids) {
        queue.leave(() -> {
            if (table.release(lease, ids)) wipe(lease.slot());
        });
    }

    void evict(SessionId session) {
        queue.leave(() -> table.evict(session).forEach(this::wipe));
    }

    /** Called in the queue's lock, so that nobody takes the slot in between. */
    private void wipe(int slot) {
        table.withhold(slot);
        Thread.ofVirtual().name("wipe slot " + slot).start(() -> {
            try {
                erase(slot);
            } catch (UnavailableException | EngineException e) {
                // Whoever gets it next does not go on from it.
                System.getLogger("discedge").log(System.Logger.Level.DEBUG, "the server keeps slot " + slot + ": " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                queue.leave(() -> table.offer(slot));
            }
        });
    }

    /** Upstream erases only if started with {@code --slot-save-path}, the fork not at all: there another prompt takes the place of what was. */
    private void erase(int slot) throws UnavailableException, InterruptedException {
        try {
            http.post("/slots/" + slot + "?action=erase", JsonNodeFactory.instance.objectNode());
        } catch (EngineException e) {
            http.post("/completion", dialect.request(ANY_ID, slot, false, 0, new Sampling(0, List.of(), new TreeMap<>())).put("stream", false));
        }
    }

    /** Leading ids of a prompt that some slot of the session holds. */
    int cached(SessionId session, TokenSequence prompt) {
        return table.cached(session, prompt);
    }

    void depart(SessionId session) {
        table.depart(session);
    }

    List<CachedSession> rows() {
        return table.rows();
    }

    boolean isClosed() {
        return queue.isClosed();
    }

    /** Those that wait are sent away. */
    @Override
    public void close() {
        queue.close();
    }
}
