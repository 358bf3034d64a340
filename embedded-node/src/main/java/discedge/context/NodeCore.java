package discedge.context;

import discedge.engine.Prewarm;
import discedge.event.ReplicaEvent;
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
import discedge.fred.store.InProcess;
import discedge.session.SessionId;
import discedge.session.StopReason;
import discedge.tokens.TokenSequence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;

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
    /** How the store reaches the FReD node of this process; empty if it is elsewhere, or if the store is the replica. */
    private final Optional<InProcess> inside;
    private final Queue<StoreEffect.Fetched> fetched = new ArrayDeque<>();
    private boolean recovering;
    private final Wish protocolWish = new Wish();
    private final Wish storeWish = new Wish();
    private final Wish replicaWish = new Wish();
    private final Wish insideWish = new Wish();

    /** Over the node's own replica. */
    public NodeCore(TurnProtocol protocol, Replica replica, EffectHandler handler) {
        this(protocol, replica, handler, Optional.of(replica), Optional.of(new FredNode(replica.node())), Optional.empty());
    }

    /** Over FReD. */
    public NodeCore(TurnProtocol protocol, FredStore store, EffectHandler handler) {
        this(protocol, store, handler, Optional.empty(), Optional.empty(), Optional.of(store));
    }

    /** Over the FReD node of this process, whose records the replica carries. @param store its address is {@link InProcess#ADDRESS} */
    public NodeCore(TurnProtocol protocol, FredStore store, Replica replica, EffectHandler handler) {
        this(protocol, store, handler, Optional.of(replica), Optional.of(new FredNode(replica.node())), Optional.of(store));
    }

    private NodeCore(TurnProtocol protocol, RecordStore store, EffectHandler handler, Optional<Replica> replica, Optional<FredNode> served, Optional<FredStore> fredStore) {
        this.protocol = protocol;
        this.store = store;
        protocol.erased(session -> store.hasErased(session.value()));
        this.handler = handler;
        this.replica = replica;
        this.served = served;
        this.fredStore = fredStore;
        this.inside = fredStore.isPresent() && replica.isPresent() ? Optional.of(new InProcess(fredStore.get(), served.orElseThrow(), replica.get())) : Optional.empty();
    }

    /** Takes in what the replica recovered; call once, before any other input. */
    public void start(Instant now) {
        for (StoredItem item : records().scan("")) take(item, false, now);
        protocol.recoveredToldOf(now);
        store.tick(now);
        if (inside.isPresent()) {
            replica().tick(now);
            // A member of a keygroup has a host; as long as FReD's clients are not served, an empty one.
            served.orElseThrow().advertise("", now);
        }
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
        fredStore.orElseThrow().told(keygroup, key, value, "", now);
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
        if (protocolWish.isDue(now)) protocol.tick(now);
        if (storeWish.isDue(now)) store.tick(now);
        if (replicaWish.isDue(now)) replica().tick(now);
        insideWish.isDue(now);
        settle(now);
    }

    /** When {@link #tick} is wanted next. */
    public Optional<Instant> nextTick() {
        return Stream.of(protocolWish, storeWish, replicaWish, insideWish).flatMap(Wish::when).min(Instant::compareTo);
    }

    public TurnProtocol protocol() {
        return protocol;
    }

    public RecordStore store() {
        return store;
    }

    /** What the records end in, and what knows the peers: the replica, where there is one, else the store. */
    public RecordStore records() {
        return replica.<RecordStore>map(own -> own).orElse(store);
    }

    private boolean isSafe(String key) {
        return inside.isPresent() ? inside.get().isSafe(key) : store.safe(key);
    }

    /** The node's own replica. @throws java.util.NoSuchElementException if the store is FReD */
    public Replica replica() {
        return replica.orElseThrow();
    }

    void arrived(StoredItem item, Instant now) {
        take(item, true, now);
    }

    private void take(StoredItem item, boolean news, Instant now) {
        if (item.key().startsWith(FredRecordCodec.PREFIX)) served.ifPresent(fred -> fred.arrived(item.value(), news));
        else protocol.arrived(item, now);
    }

    /** Lets the two halves answer each other until nothing is left but effects for the outside. */
    private void settle(Instant now) {
        inside.ifPresent(InProcess::begin);
        boolean more;
        do {
            if (protocol.hasDeletesToConfirm()) protocol.confirmDeletes(this::isSafe, now);
            List<ContextEffect> fromProtocol = protocol.drain();
            for (ContextEffect effect : fromProtocol) route(effect, now);
            List<StoreEffect> fromStore = store.drain();
            for (StoreEffect effect : fromStore) route(effect, now);
            List<StoreEffect> fromReplica = inside.isPresent() ? replica().drain() : List.of();
            for (StoreEffect effect : fromReplica) routeOfReplica(effect, now);
            if (recovering) protocol.recoveredToldOf(now);
            else protocol.arrivalsToldOf(now);
            recovering &= inside.isEmpty();
            inside.ifPresent(way -> way.carry(now));
            more = routeOfFred(now) || !fromProtocol.isEmpty() || !fromStore.isEmpty() || !fromReplica.isEmpty();
            if (!more && !fetched.isEmpty()) {
                // By now FReD has told of what came.
                route(inside.orElseThrow().fetched(fetched.poll()), now);
                more = true;
            }
        } while (more);
        if (inside.filter(InProcess::isBusy).isPresent()) insideWish.at(now);
    }

    private void route(ContextEffect effect, Instant now) {
        switch (effect) {
            case ContextEffect.Create(var token, var key, var value) -> store.create(token, key, value, now);
            case ContextEffect.Erase(var keys) -> store.erase(keys, now);
            case ContextEffect.Fetch(var token, var session, var timeout) when inside.isPresent() -> inside.get().fetch(token, session, timeout, now);
            case ContextEffect.Fetch(var token, var session, var timeout) -> store.fetch(token, session.value(), timeout, now);
            case ContextEffect.WakeAt(var when) -> protocolWish.noLaterThan(when);
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
            case StoreEffect.WakeAt(var when) -> storeWish.at(when);
            case StoreEffect.Call call when inside.isPresent() -> inside.get().call(call);
            // Peers count the replica's writes.
            case StoreEffect.Emit(ReplicaEvent.Written seen) when inside.isPresent() ->
                    handler.carryOut(new StoreEffect.Emit(new ReplicaEvent.Written(seen.at(), seen.node(), seen.epoch(), records().ownNumber(), seen.key(), seen.bytes())));
            case StoreEffect.Send _, StoreEffect.Close _, StoreEffect.Append _, StoreEffect.Call _, StoreEffect.Emit _ -> handler.carryOut(effect);
        }
    }

    /** What the replica under the FReD node of this process says. That it wrote an item or took one in is told once: as FReD's item. */
    private void routeOfReplica(StoreEffect effect, Instant now) {
        switch (effect) {
            case StoreEffect.WakeAt(var when) -> replicaWish.at(when);
            case StoreEffect.Fetched answer -> fetched.add(answer);
            case StoreEffect.Arrived(var item, var from) -> {
                // At once, so that it is known which peer it came from.
                routeOfFred(now);
                inside.orElseThrow().from(from);
                arrived(item, now);
                routeOfFred(now);
                inside.orElseThrow().from("");
            }
            case StoreEffect.Emit(ReplicaEvent.Written _), StoreEffect.Emit(ReplicaEvent.Arrived _) -> { }
            case StoreEffect other -> route(other, now);
        }
    }

    /** False if there was nothing. */
    private boolean routeOfFred(Instant now) {
        List<FredEffect> fromFred = served.map(FredNode::drain).orElse(List.of());
        for (FredEffect effect : fromFred) route(effect, now);
        return !fromFred.isEmpty();
    }

    /** FReD's tokens count down, the protocol's up. */
    private void route(FredEffect effect, Instant now) {
        switch (effect) {
            case FredEffect.Write(var token, var key, var value) -> records().create(-token, key, value, now);
            case FredEffect.Erase(var keys) -> records().erase(keys, now);
            case FredEffect.Tell tell when inside.isPresent() && tell.host().equals(InProcess.ADDRESS) -> inside.get().tell(tell, now);
            case FredEffect.Reply(var call, var reply) when call < 0 -> {
                // What FReD held before is no news, as above.
                recovering |= store.trouble().isPresent();
                fredStore.orElseThrow().replied(-call, reply, now);
            }
            case FredEffect.Tell _, FredEffect.Reply _ -> handler.carryOut(effect);
        }
    }
}
