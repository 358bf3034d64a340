package discedge.timeline.world;

import discedge.session.SessionId;
import discedge.timeline.persistent.PersistentMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A node, as far as its events say.
 *
 * @param order its place among the nodes, from 0, in the order they were first heard of
 * @param since when it became what it is
 * @param heard its newest event
 * @param sessions how many it has records of
 * @param requests under way, by the node's numbers
 * @param slots of its KV cache
 * @param epoch of its writes
 * @param written number of its newest write in that epoch
 * @param memoryFrom id of the event since which what arrived here is still here: a node without a disk forgets as it ends
 * @param watch over a node of another process; empty for one of this
 * @param fred that keeps its records, as it sees it; empty for a node with a replica of its own
 * @param ahead contexts evaluated before their clients are here, until these come
 */
public record NodeState(String name, int order, Life life, Instant since, Instant heard, NodeIdentity identity, int sessions,
                        PersistentMap<Long, RunningRequest> requests, PersistentMap<Integer, CacheSlot> slots, Rates rates,
                        long epoch, long written, long memoryFrom, Optional<Watch> watch, Optional<FredState> fred,
                        PersistentMap<SessionId, Ahead> ahead) {
    private static final Duration FRED_FRESH = Duration.ofSeconds(15);

    static NodeState first(String name, int order, Instant time) {
        return new NodeState(name, order, Life.UNKNOWN, time, time, NodeIdentity.UNKNOWN, 0, PersistentMap.empty(), PersistentMap.empty(), Rates.NONE, 0, 0, 0, Optional.empty(), Optional.empty(),
                PersistentMap.empty());
    }

    /** Turns under way: waiting, queued or at the engine. */
    public int running() {
        return requests.size();
    }

    /** Turns at the engine. */
    public int streaming() {
        return (int) requests.values().stream().filter(request -> request.phase().streaming()).count();
    }

    public Collection<RunningRequest> underWay() {
        return requests.values();
    }

    /** Nothing was heard of it for longer than it is silent when all is well: one with records in FReD has nobody to measure, and compares keys every 5 s. */
    public boolean isSilent(Instant now) {
        return silent(now).compareTo(fred.isPresent() ? FRED_FRESH : LinkState.FRESH) > 0;
    }

    /** Since its newest event. */
    public Duration silent(Instant now) {
        return heard.isBefore(now) ? Duration.between(heard, now) : Duration.ZERO;
    }

    /** It is up as far as is known, and where it is of another process it answered when it was asked last. */
    public boolean answers() {
        return life.answers() && !isGone();
    }

    /** A node of another process that does not answer: whether it runs is not known. */
    public boolean isGone() {
        return watch.filter(its -> !its.answers()).isPresent();
    }

    /** Since when it is as it is, where that is not known to be up. */
    public Instant downSince() {
        return life.answers() && isGone() ? watch.orElseThrow().since() : since;
    }

    /** Where figures of it come from; those of its engine may be {@link Source#SIMULATED}. */
    public Source source() {
        return watch.isPresent() ? Source.REMOTE : Source.EMBEDDED;
    }

    /** Where it holds this session's context in its KV cache. */
    public Optional<CacheSlot> cached(SessionId session) {
        return slots.values().stream().filter(slot -> slot.session().equals(session)).max(Comparator.comparingInt(CacheSlot::tokens));
    }

    /** Leading ids of the session's context that are known to be in its KV cache: a turn's, or evaluated ahead. */
    public int warm(SessionId session) {
        int ahead = this.ahead.find(session).map(Ahead::held).orElse(0);
        return Math.max(ahead, cached(session).map(CacheSlot::tokens).orElse(0));
    }

    /** Rates measured on one of the two say something about the other: a simulated machine is everywhere the same, and nodes of this process share a real one. */
    boolean isAsFastAs(NodeState other) {
        return name.equals(other.name) || identity.isLike(other.identity) && (identity.simulated() || watch.isEmpty() && other.watch.isEmpty());
    }

    /** Contexts that its engine evaluates now, before their clients are here. */
    public List<Ahead> warming() {
        return ahead.values().stream().filter(Ahead::running).sorted(Comparator.comparing(Ahead::since)).toList();
    }

    NodeState ahead(PersistentMap<SessionId, Ahead> now) {
        return new NodeState(name, order, life, since, heard, identity, sessions, requests, slots, rates, epoch, written, memoryFrom, watch, fred, now);
    }

    NodeState heard(Instant time) {
        return new NodeState(name, order, life, since, time, identity, sessions, requests, slots, rates, epoch, written, memoryFrom, watch, fred, ahead);
    }

    NodeState sessions(int count) {
        return new NodeState(name, order, life, since, heard, identity, count, requests, slots, rates, epoch, written, memoryFrom, watch, fred, ahead);
    }

    NodeState requests(PersistentMap<Long, RunningRequest> now) {
        return new NodeState(name, order, life, since, heard, identity, sessions, now, slots, rates, epoch, written, memoryFrom, watch, fred, ahead);
    }

    NodeState slots(PersistentMap<Integer, CacheSlot> now) {
        return new NodeState(name, order, life, since, heard, identity, sessions, requests, now, rates, epoch, written, memoryFrom, watch, fred, ahead);
    }

    NodeState rates(Rates now) {
        return new NodeState(name, order, life, since, heard, identity, sessions, requests, slots, now, epoch, written, memoryFrom, watch, fred, ahead);
    }

    NodeState wrote(long inEpoch, long number) {
        return new NodeState(name, order, life, since, heard, identity, sessions, requests, slots, rates, inEpoch, number, memoryFrom, watch, fred, ahead);
    }

    NodeState stopping(Instant time) {
        return new NodeState(name, order, Life.STOPPING, time, heard, identity, sessions, requests, slots, rates, epoch, written, memoryFrom, watch, fred, ahead);
    }

    /** Of a node elsewhere that ended without a word, this is the first that is heard: what was only in its memory is gone. */
    NodeState started(NodeIdentity said, Instant time, long id) {
        return new NodeState(name, order, Life.UP, time, heard, said, sessions, PersistentMap.empty(), PersistentMap.empty(), Rates.NONE, epoch, written,
                said.durable() ? memoryFrom : id, watch, fred, PersistentMap.empty());
    }

    /** Nothing runs; what was only in memory is gone. */
    NodeState ended(Life how, Instant time, long id) {
        boolean forgets = !identity.durable();
        return new NodeState(name, order, how, time, heard, identity, forgets ? 0 : sessions, PersistentMap.empty(), PersistentMap.empty(), rates,
                epoch, written, forgets ? id : memoryFrom, watch, fred, PersistentMap.empty());
    }

    NodeState watch(Watch now) {
        return new NodeState(name, order, life, since, heard, identity, sessions, requests, slots, rates, epoch, written, memoryFrom, Optional.of(now), fred, ahead);
    }

    /** As it says of itself; what runs on it goes on. */
    NodeState found(NodeIdentity said, Instant time) {
        Life now = life.answers() ? Life.UP : life;
        return new NodeState(name, order, now, life == now ? since : time, time, said, sessions, requests, slots, rates, epoch, written, memoryFrom, watch, fred, ahead);
    }

    NodeState fred(FredState now) {
        return new NodeState(name, order, life, since, heard, identity, sessions, requests, slots, rates, epoch, written, memoryFrom, watch, Optional.of(now), ahead);
    }
}
