package discedge.timeline.world;

import discedge.event.ClientEvent;
import discedge.event.FredEvent;
import discedge.event.LabEvent;
import discedge.event.LifeEvent;
import discedge.event.NodeEvent;
import discedge.event.PeerEvent;
import discedge.event.PrewarmEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.event.WatchEvent;
import discedge.session.SessionId;
import discedge.timeline.log.EventFilter;
import discedge.timeline.log.TimedEvent;
import discedge.timeline.persistent.PersistentMap;
import discedge.timeline.persistent.Sequence;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that a log says up to one event: nodes, links, sessions, clients, faults. A value: {@link #apply} returns another
 * one, which shares all that did not change, so that any number of them can be kept. Equal logs give equal worlds.
 *
 * @param now the moment it shows: the last event's or, at a cursor, a later one
 * @param event id of the last event in it; 0 before the first
 * @param kind what the nodes are, for the badge on every figure
 * @param linkStates by direction; use {@link #link}
 * @param sessionStates by id; use {@link #session}
 * @param faults in the order they began
 */
public record World(Instant now, long event, Source kind, PersistentMap<String, NodeState> nodeStates, PersistentMap<LinkKey, LinkState> linkStates,
                    PersistentMap<SessionId, SessionState> sessionStates, PersistentMap<String, ClientState> clientStates,
                    Sequence<FaultState> faults, Sequence<Roam> roams, Sequence<Caption> captions, Sequence<Alarm> alarms,
                    Sequence<ScenarioState> scenarios, Meters meters) {
    /** Nothing has happened. @param kind {@link Source#EMBEDDED} or {@link Source#REMOTE} */
    public static World empty(Source kind) {
        return new World(Instant.EPOCH, 0, kind, PersistentMap.empty(), PersistentMap.empty(), PersistentMap.empty(), PersistentMap.empty(),
                Sequence.empty(), Sequence.empty(), Sequence.empty(), Sequence.empty(), Sequence.empty(), Meters.NONE);
    }

    // ---- looking

    /** In the order they were first heard of. */
    public List<NodeState> nodes() {
        return nodeStates.values().stream().sorted(Comparator.comparingInt(NodeState::order)).toList();
    }

    public Optional<NodeState> node(String name) {
        return nodeStates.find(name);
    }

    public Optional<LinkState> link(String from, String to) {
        return linkStates.find(new LinkKey(from, to));
    }

    /** Links between nodes, by direction, in the order of names. */
    public List<LinkState> nodeLinks() {
        return linkStates.values().stream().filter(link -> nodeStates.has(link.key().from()) && nodeStates.has(link.key().to()))
                .sorted(Comparator.comparing(LinkState::key)).toList();
    }

    public Optional<SessionState> session(SessionId id) {
        return sessionStates.find(id);
    }

    /** In no order. */
    public List<SessionState> sessions() {
        return sessionStates.values();
    }

    public Optional<ClientState> client(String name) {
        return clientStates.find(name);
    }

    public List<ClientState> clients() {
        return List.copyOf(clientStates.sorted().values());
    }

    /** How far the session is at a node; empty if nothing of it is there. */
    public Optional<Head> head(SessionState session, String node) {
        long from = nodeStates.find(node).map(NodeState::memoryFrom).orElse(0L);
        return session.heads().find(node).filter(head -> head.event() > from);
    }

    /** How far the session is at each node that has something of it, by name. */
    public Map<String, Head> heads(SessionState session) {
        var heads = new TreeMap<String, Head>();
        session.heads().forEach((node, head) -> head(session, node).ifPresent(kept -> heads.put(node, kept)));
        return heads;
    }

    /** The most advanced head. */
    public Optional<Head> newest(SessionState session) {
        return heads(session).values().stream().max(Comparator.comparingInt(Head::turn));
    }

    /** A record is, as far as is known, still at the node. */
    public boolean holds(RecordState record, String node) {
        long from = nodeStates.find(node).map(NodeState::memoryFrom).orElse(0L);
        return record.replicas().find(node).filter(arrival -> arrival.event() > from).isPresent();
    }

    /** Turns that the session at {@code to} is behind {@code from}; 0 if it is not. */
    public int behind(SessionState session, String from, String to) {
        int have = head(session, to).map(Head::turn).orElse(0);
        return Math.max(0, head(session, from).map(Head::turn).orElse(0) - have);
    }

    /** Writes of {@code from} that {@code to} has not acknowledged: what waits at a cut. */
    public long unacknowledged(String from, String to) {
        NodeState writer = nodeStates.find(from).orElse(null);
        if (writer == null || writer.written() == 0) return 0;
        LinkState link = linkStates.find(new LinkKey(from, to)).orElse(null);
        long held = link == null || link.epoch() != writer.epoch() ? 0 : link.acknowledged();
        return Math.max(0, writer.written() - held);
    }

    /** Part of the model's window that the session fills, 0 to 1 and above; empty if either is not known. */
    public Optional<Double> window(SessionState session) {
        int window = nodeStates.find(session.node()).map(node -> node.identity().window()).orElse(0);
        return window == 0 ? Optional.empty() : newest(session).map(head -> head.tokens() / (double) window);
    }

    /** Time over ids that were evaluated, on this node and those of which it says something for this one. */
    public Rates.Fit prefill(NodeState node) {
        return nodeStates.values().stream().filter(node::isAsFastAs).map(other -> other.rates().prefill()).reduce(Rates.Fit.NONE, Rates.Fit::plus);
    }

    /** The same for ids sampled. */
    public Rates.Fit decode(NodeState node) {
        return nodeStates.values().stream().filter(node::isAsFastAs).map(other -> other.rates().decode()).reduce(Rates.Fit.NONE, Rates.Fit::plus);
    }

    public List<FaultState> activeFaults() {
        return faults.stream().filter(FaultState::active).toList();
    }

    /** The one that plays, or played last. */
    public Optional<ScenarioState> scenario() {
        return scenarios.isEmpty() ? Optional.empty() : Optional.of(scenarios.getLast());
    }

    /** What a lag between two nodes may be off by, because their clocks are known only so well. */
    public Duration uncertainty(String from, String to) {
        return clocks().uncertainty(from, to);
    }

    private Clocks clocks() {
        return new Clocks(nodeStates);
    }

    /** What the nodes are: {@link Source#MIXED} if some are of this process and others are not. */
    @Override
    public Source kind() {
        boolean remote = false;
        boolean embedded = false;
        for (NodeState node : nodeStates.values()) {
            if (node.watch().isPresent()) remote = true;
            else embedded = true;
        }
        return remote && embedded ? Source.MIXED : remote ? Source.REMOTE : kind;
    }

    /** Some node that is up has a simulated engine, so that times are not a model's. */
    public boolean simulated() {
        return nodeStates.values().stream().anyMatch(node -> node.identity().simulated());
    }

    /** What times of the engine are: {@link Source#SIMULATED} if any engine is. */
    public Source engineKind() {
        return simulated() ? Source.SIMULATED : kind;
    }

    // ---- folding

    /** The same, seen at a later moment: ages and countdowns go on. */
    public World at(Instant moment) {
        Instant later = moment.isAfter(now) ? moment : now;
        return later.equals(now) ? this : new World(later, event, kind, nodeStates, linkStates, sessionStates, clientStates, faults, roams, captions, alarms,
                scenarios, meters);
    }

    /** With the next event. */
    public World apply(TimedEvent seen) {
        var sessions = sessions(seen);
        return new World(seen.time(), seen.id(), kind, nodes(seen, sessions), LinkFold.apply(linkStates, seen, nodeStates), sessions, clients(seen), faults(seen),
                seen.event() instanceof ClientEvent.Roamed roam
                        ? roams.with(new Roam(seen.id(), seen.time(), roam.client(), roam.session(), roam.from(), roam.node(), roam.why())) : roams,
                seen.event() instanceof LabEvent.Said said ? captions.with(new Caption(seen.id(), seen.time(), said.text())) : captions,
                Alarm.of(seen).map(alarms::with).orElse(alarms), scenarios(seen), meters(seen, sessions));
    }

    /** After the next event, and nothing of it taken in: what cannot be folded must not stop what comes after it. */
    public World without(TimedEvent seen) {
        return new World(seen.time(), seen.id(), kind, nodeStates, linkStates, sessionStates, clientStates, faults, roams, captions, alarms, scenarios, meters);
    }

    private PersistentMap<SessionId, SessionState> sessions(TimedEvent seen) {
        if (seen.event() instanceof LabEvent.LinkBytes bytes) return synced(bytes);
        Optional<SessionId> about = EventFilter.sessionOf(seen.event());
        if (about.isEmpty()) return sessionStates;
        SessionState before = sessionStates.find(about.get()).orElse(null);
        // A key that is no turn's, or something sent, is no reason to know a session.
        if (before == null && !(seen.event() instanceof ReplicaEvent.Written written && RecordName.isTurn(written.key()))
                && (seen.event() instanceof ReplicaEvent.Written || seen.event() instanceof ReplicaEvent.Sent)) return sessionStates;
        if (before == null) before = SessionState.first(about.get(), seen.time());
        return sessionStates.with(before.id(), SessionFold.apply(before, seen, clocks()));
    }

    private PersistentMap<SessionId, SessionState> synced(LabEvent.LinkBytes seen) {
        Optional<SessionState> session = clientStates.find(seen.client()).flatMap(ClientState::session).flatMap(sessionStates::find);
        return session.flatMap(known -> known.turn(seen.turn()).map(turn -> sessionStates.with(known.id(), known.turn(TurnFold.synced(turn, seen.bytes())))))
                .orElse(sessionStates);
    }

    private PersistentMap<String, NodeState> nodes(TimedEvent seen, PersistentMap<SessionId, SessionState> sessions) {
        return switch (seen.event()) {
            case LabEvent event -> nodeStates;
            case WatchEvent.Left event -> nodeStates.without(event.node());
            case WatchEvent.Found event -> heard(seen);
            case WatchEvent.Lost event -> heard(seen);
            case WatchEvent event -> nodeStates.has(event.node()) ? heard(seen) : nodeStates;
            case ClientEvent.FirstToken event -> outside(event, seen.time(), sessions);
            case ClientEvent event -> nodeStates;
            case ReplicaEvent.HeadMoved event -> counted(seen, event.session(), 1);
            case ReplicaEvent.Deleted event -> counted(seen, event.session(), -1);
            case ReplicaEvent.Expired event -> counted(seen, event.session(), -1);
            case LifeEvent event -> heard(seen);
            case PeerEvent event -> heard(seen);
            case ReplicaEvent event -> heard(seen);
            case TurnEvent event -> heard(seen);
            case PrewarmEvent event -> heard(seen);
            case FredEvent event -> heard(seen);
        };
    }

    private PersistentMap<String, NodeState> heard(TimedEvent seen) {
        String name = seen.event().node();
        NodeState node = nodeStates.find(name).orElse(null);
        if (node == null) node = NodeState.first(name, 1 + nodeStates.values().stream().mapToInt(NodeState::order).max().orElse(-1), seen.time());
        return nodeStates.with(name, NodeFold.apply(node, seen));
    }

    /** A session's first head at a node, or its last one. */
    private PersistentMap<String, NodeState> counted(TimedEvent seen, SessionId id, int by) {
        String name = seen.event().node();
        var heard = heard(seen);
        boolean known = sessionStates.find(id).flatMap(session -> head(session, name)).isPresent();
        NodeState node = heard.find(name).orElseThrow();
        // A watched node says itself how many it holds, those too of which nothing was heard.
        if (known == by > 0 || node.watch().isPresent()) return heard;
        return heard.with(name, node.sessions(node.sessions() + by));
    }

    /** What of the time to first token passed outside the node: only a first attempt says it. */
    private PersistentMap<String, NodeState> outside(ClientEvent.FirstToken seen, Instant time, PersistentMap<SessionId, SessionState> sessions) {
        Optional<TurnState> turn = sessions.find(seen.session()).flatMap(session -> session.turn(seen.turn()))
                .filter(known -> known.asked().attempts() == 1 && known.asked().node().equals(seen.node()));
        return turn.flatMap(known -> known.stages().nodeFirst()).flatMap(inside -> nodeStates.find(seen.node()).map(node -> {
            var rest = seen.since().minus(inside);
            return nodeStates.with(seen.node(), node.rates(node.rates().outside(time, rest.isNegative() ? java.time.Duration.ZERO : rest)));
        })).orElse(nodeStates);
    }

    private PersistentMap<String, ClientState> clients(TimedEvent seen) {
        if (!(seen.event() instanceof ClientEvent event)) return clientStates;
        Optional<ClientState> known = clientStates.find(event.client());
        Instant since = known.filter(client -> client.node().equals(event.node())).map(ClientState::since).orElse(seen.time());
        return switch (event) {
            case ClientEvent.Roamed roam -> clientStates.with(roam.client(), new ClientState(roam.client(), roam.node(),
                    roam.session().or(() -> known.flatMap(ClientState::session)), since));
            case ClientEvent.Sent sent -> clientStates.with(sent.client(), new ClientState(sent.client(), sent.node(), Optional.of(sent.session()), since));
            case ClientEvent other -> clientStates;
        };
    }

    private Sequence<FaultState> faults(TimedEvent seen) {
        return switch (seen.event()) {
            case LabEvent.FaultBegan fault -> faults.with(new FaultState(seen.id(), fault.fault(), fault.kind(), fault.target(), seen.time(), fault.lasts(),
                    Optional.empty(), false));
            case LabEvent.FaultEnded fault -> {
                int last = faults.size() - 1;
                while (last >= 0 && !(faults.get(last).active() && faults.get(last).number() == fault.fault())) last--;
                yield last < 0 ? faults : faults.with(last, faults.get(last).ended(seen.time(), fault.byHand()));
            }
            case NodeEvent other -> faults;
        };
    }

    private Sequence<ScenarioState> scenarios(TimedEvent seen) {
        int last = scenarios.size() - 1;
        return switch (seen.event()) {
            case LabEvent.ScenarioStarted begun -> scenarios.with(new ScenarioState(seen.id(), begun.scenario(), begun.mode(), begun.consistency(),
                    begun.seed(), seen.time(), 0, Optional.empty(), Optional.empty()));
            case LabEvent.ScenarioEnded done when last >= 0 -> scenarios.with(last, scenarios.get(last).ended(seen.time(), done.outcome()));
            case ClientEvent.Sent sent when last >= 0 && scenarios.get(last).playing() -> scenarios.with(last, scenarios.get(last).turn(sent.turn()));
            case NodeEvent other -> scenarios;
        };
    }

    private Meters meters(TimedEvent seen, PersistentMap<SessionId, SessionState> sessions) {
        if (!(seen.event() instanceof TurnEvent.Committed commit)) return meters.apply(seen, clocks());
        long context = sessions.find(commit.session()).map(session -> session.totals().bytes()).orElse(0L);
        return meters.committed(commit.bytes(), context);
    }
}
