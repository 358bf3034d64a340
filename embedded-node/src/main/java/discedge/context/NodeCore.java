package discedge.context;

import discedge.engine.Prewarm;
import discedge.fred.LinkId;
import discedge.fred.PeerMessage;
import discedge.fred.RecordStore;
import discedge.fred.Replica;
import discedge.fred.StoreEffect;
import discedge.fred.StoredItem;
import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredEffect;
import discedge.fred.kv.FredNode;
import discedge.fred.kv.FredRecordCodec;
import discedge.fred.kv.FredReply;
import discedge.fred.store.FredStore;
import discedge.session.SessionId;
import discedge.session.StopReason;
import discedge.tokens.TokenSequence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A whole node without its surroundings: the turn protocol over its store. Production drives it with sockets, disks and
 * an engine; the simulation with seeded stand-ins. Not thread-safe: one caller at a time; every input ends with its
 * effects handed over in order.
 */
public class NodeCore {
    private final TurnProtocol protocol;
    private final RecordStore store;
    private final EffectHandler handler;
    /** The node's own replica, and what FReD's clients see of it; empty if the store is FReD. */
    private final Optional<Replica> replica;
    private final Optional<FredNode> served;
    private final Optional<FredStore> fredStore;
    private boolean recovering;
    private Instant wakeProtocol;
    private Instant wakeStore;

    public NodeCore(TurnProtocol protocol, Replica replica, EffectHandler handler) {
        this(protocol, replica, handler, Optional.of(replica), Optional.of(new FredNode(replica.node())), Optional.empty());
    }

    /** Over FReD. */
    public NodeCore(TurnProtocol protocol, FredStore store, EffectHandler handler) {
        this(protocol, store, handler, Optional.empty(), Optional.empty(), Optional.of(store));
    }

    private NodeCore(TurnProtocol protocol, RecordStore store, EffectHandler handler, Optional<Replica> replica, Optional<FredNode> served, Optional<FredStore> fredStore) {
        this.protocol = protocol;
        this.store = store;
        this.handler = handler;
        this.replica = replica;
        this.served = served;
        this.fredStore = fredStore;
    }

    /** Takes in what the replica recovered; call once, before any other input. */
    public void start(Instant now) {
        for (StoredItem item : store.scan("")) {
            if (isFred(item.key())) served.ifPresent(fred -> fred.arrived(item.value(), false));
            else protocol.arrived(item, now);
        }
        protocol.recoveredToldOf(now);
        store.tick(now);
        fredStore.ifPresent(fred -> fred.start(now));
        settle(now);
    }

    /** Says in the cluster where this node's FReD port is. */
    public void advertiseFred(String host, Instant now) {
        served.orElseThrow().advertise(host, now);
        settle(now);
    }

    /** A call of FReD's client interface; answered by {@link FredEffect.Reply}. */
    public void fredCall(long id, String user, FredCall call, Instant now) {
        served.ifPresentOrElse(fred -> fred.call(id, user, call, now),
                () -> handler.carryOut(new FredEffect.Reply(id, new FredReply.Refused("this node keeps its records in FReD itself: call that"))));
        settle(now);
    }

    /** FReD answered a {@link StoreEffect.Call}, or did not. */
    public void fredReplied(long call, FredReply reply, Instant now) {
        // What FReD held before is no news: nothing is evaluated ahead for it.
        recovering = store.trouble().isPresent();
        fredStore.orElseThrow().replied(call, reply, now);
        settle(now);
        recovering = false;
    }

    /** FReD tells of an item. @param value empty = deleted */
    public void fredTold(String keygroup, String key, String value, Instant now) {
        fredStore.orElseThrow().told(keygroup, key, value, now);
        settle(now);
    }

    public void request(long id, TurnRequest request, Instant now) {
        protocol.storeTrouble(store.trouble());
        protocol.request(id, request, now);
        settle(now);
    }

    public void clientGone(long id, Instant now) {
        protocol.clientGone(id, now);
        settle(now);
    }

    public boolean stop(SessionId session, int turn, Instant now) {
        boolean stopped = protocol.stop(session, turn);
        settle(now);
        return stopped;
    }

    public void delete(long id, SessionId session, Instant now) {
        protocol.delete(id, session, now);
        settle(now);
    }

    public void stopTakingRequests() {
        protocol.stopTakingRequests();
    }

    public void prefillStarted(long generation, Instant now) {
        protocol.prefillStarted(generation, now);
        settle(now);
    }

    public void prefilled(long generation, int promptTokens, int cachedTokens, int slot, String slotOwner, Instant now) {
        protocol.prefilled(generation, promptTokens, cachedTokens, slot, slotOwner, now);
        settle(now);
    }

    public void sampled(long generation, TokenSequence ids, Instant now) {
        protocol.sampled(generation, ids, now);
        settle(now);
    }

    public void finished(long generation, StopReason stop, Optional<String> text, Instant now) {
        protocol.finished(generation, stop, text, now);
        settle(now);
    }

    public void failed(long generation, String why, Instant now) {
        protocol.failed(generation, why, now);
        settle(now);
    }

    public void prewarmed(long token, Prewarm.Result result, Instant now) {
        protocol.prewarmed(token, result, now);
        settle(now);
    }

    public void prewarmFailed(long token, Instant now) {
        protocol.prewarmFailed(token, now);
        settle(now);
    }

    public void opened(LinkId link, Instant now) {
        replica().opened(link, now);
        settle(now);
    }

    public void received(LinkId link, PeerMessage message, Instant now) {
        replica().received(link, message, now);
        settle(now);
    }

    public void closed(LinkId link, String why, Duration retryIn, Instant now) {
        replica().closed(link, why, retryIn, now);
        settle(now);
    }

    /** The log is durable up to this position. */
    public void appended(long position, Instant now) {
        replica().appended(position, now);
        settle(now);
    }

    public void appendFailed(long position, String why, Instant now) {
        replica().appendFailed(position, why, now);
        settle(now);
    }

    public void tick(Instant now) {
        if (wakeProtocol != null && !wakeProtocol.isAfter(now)) {
            wakeProtocol = null;
            protocol.tick(now);
        }
        if (wakeStore != null && !wakeStore.isAfter(now)) {
            wakeStore = null;
            store.tick(now);
        }
        settle(now);
    }

    /** When {@link #tick} is wanted next. */
    public Optional<Instant> nextTick() {
        if (wakeProtocol == null || wakeStore == null) return Optional.ofNullable(wakeProtocol == null ? wakeStore : wakeProtocol);
        return Optional.of(wakeProtocol.isBefore(wakeStore) ? wakeProtocol : wakeStore);
    }

    public TurnProtocol protocol() {
        return protocol;
    }

    public RecordStore store() {
        return store;
    }

    /** The node's own replica. @throws java.util.NoSuchElementException if the store is FReD */
    public Replica replica() {
        return replica.orElseThrow();
    }

    /** An item of a peer is in the store. */
    void arrived(StoredItem item, Instant now) {
        if (isFred(item.key())) served.ifPresent(fred -> fred.arrived(item.value(), true));
        else protocol.arrived(item, now);
    }

    private static boolean isFred(String key) {
        return key.startsWith(FredRecordCodec.PREFIX);
    }

    /** Lets the two halves answer each other until nothing is left but effects for the outside. */
    private void settle(Instant now) {
        boolean more;
        do {
            if (protocol.hasDeletesToConfirm()) protocol.confirmDeletes(store::safe, now);
            List<ContextEffect> fromProtocol = protocol.drain();
            for (ContextEffect effect : fromProtocol) route(effect, now);
            List<StoreEffect> fromStore = store.drain();
            for (StoreEffect effect : fromStore) route(effect, now);
            if (recovering) protocol.recoveredToldOf(now);
            else protocol.arrivalsToldOf(now);
            List<FredEffect> fromFred = served.map(FredNode::drain).orElse(List.of());
            for (FredEffect effect : fromFred) route(effect, now);
            more = !fromProtocol.isEmpty() || !fromStore.isEmpty() || !fromFred.isEmpty();
        } while (more);
    }

    private void route(ContextEffect effect, Instant now) {
        switch (effect) {
            case ContextEffect.Create(var token, var key, var value) -> store.create(token, key, value, now);
            case ContextEffect.Erase(var keys) -> store.erase(keys, now);
            case ContextEffect.Fetch(var token, var session, var timeout) -> store.fetch(token, session.value(), timeout, now);
            case ContextEffect.WakeAt(var when) -> {
                if (wakeProtocol == null || when.isBefore(wakeProtocol)) wakeProtocol = when;
            }
            case ContextEffect.Deliver _, ContextEffect.Answered _, ContextEffect.Refused _, ContextEffect.DeleteEnded _, ContextEffect.Generate _,
                 ContextEffect.Cancel _, ContextEffect.Prewarm _, ContextEffect.CancelPrewarm _, ContextEffect.Depart _, ContextEffect.Evict _, ContextEffect.Emit _ -> handler.carryOut(effect);
        }
    }

    private void route(StoreEffect effect, Instant now) {
        switch (effect) {
            case StoreEffect.Created(var token) -> {
                if (token < 0) served.orElseThrow().written(-token);
                else protocol.created(token, now);
            }
            case StoreEffect.CreateFailed(var token, var why) -> {
                if (token < 0) served.orElseThrow().writeFailed(-token);
                else protocol.createFailed(token, why, now);
            }
            case StoreEffect.Arrived(var item, var from) -> arrived(item, now);
            case StoreEffect.Fetched(var token, var silent, var found, var elsewhere, var erased) -> protocol.fetched(token, silent.isEmpty(), elsewhere, erased, now);
            case StoreEffect.WakeAt(var when) -> wakeStore = when;
            case StoreEffect.Send _, StoreEffect.Close _, StoreEffect.Append _, StoreEffect.Call _, StoreEffect.Emit _ -> handler.carryOut(effect);
        }
    }

    /** FReD's tokens count down, the protocol's up. */
    private void route(FredEffect effect, Instant now) {
        switch (effect) {
            case FredEffect.Write(var token, var key, var value) -> store.create(-token, key, value, now);
            case FredEffect.Erase(var keys) -> store.erase(keys, now);
            case FredEffect.Tell _, FredEffect.Reply _ -> handler.carryOut(effect);
        }
    }
}
