package discedge.simulation;

import discedge.event.ClientEvent;
import discedge.event.LifeEvent;
import discedge.event.NodeEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.session.RecordCodec;
import discedge.session.RequestHash;
import discedge.session.SessionId;
import discedge.session.TurnHash;
import discedge.simulation.check.FinalState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells a history by hand: every method lets one thing happen in a small model of docs/protocol.md and writes down the events
 * of it. What is told this way holds to the rules; tests then edit the events.
 */
final class Story {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration NONE = Duration.ZERO;

    final List<NodeEvent> events = new ArrayList<>();
    final Map<String, StoryNode> nodes = new LinkedHashMap<>();
    /** Turns that every view leaves out. */
    final Set<Integer> leftOut = new HashSet<>();
    final Set<Fault> faults = EnumSet.noneOf(Fault.class);
    private int arrivals;
    private final Map<TurnHash, Integer> written = new HashMap<>();

    /** Ways to break the model's own rules, for the checker to find. */
    enum Fault { ACKNOWLEDGE_BEFORE_LOG, DROP_ARRIVAL, IGNORE_FORK, RESURRECT, REPLAY_ANY_REQUEST, STALE_AS_FRESH }

    /** A client in one session. */
    static final class Client {
        final String name;
        final SessionId session;
        final List<TurnHash> acknowledged = new ArrayList<>();
        boolean sendsAfter = true;
        int turn;
        int attempt;
        /** It was refused for good. */
        boolean dead;

        Client(String name, SessionId session) {
            this.name = name;
            this.session = session;
        }
    }

    /** One request. */
    static final class Ask {
        final Client client;
        final StoryNode node;
        final long number;
        final int turn;
        final int attempt;
        final String request;
        final String consistency;
        final List<TurnHash> after;
        List<TurnHash> context = List.of();
        List<Integer> missing = List.of();
        List<Integer> out = List.of();
        TurnHash base;
        final List<Ask> joined = new ArrayList<>();
        StoryNode.Rec answer;
        boolean replayed;
        String refused = "";
        boolean delivered;

        Ask(Client client, StoryNode node, long number, int turn, int attempt, String consistency) {
            this.client = client;
            this.node = node;
            this.number = number;
            this.turn = turn;
            this.attempt = attempt;
            this.consistency = consistency;
            request = client.name + "-" + turn;
            after = turn == 1 || !client.sendsAfter ? List.of() : List.copyOf(client.acknowledged.reversed().subList(0, Math.min(8,
                    client.acknowledged.size())));
        }

        boolean ended() {
            return answer != null || !refused.isEmpty();
        }
    }

    static Story durable(String... names) {
        var story = new Story();
        for (String name : names) story.node(name, true);
        return story;
    }

    static SessionId session(int number) {
        return SessionId.ofBits(number, number);
    }

    static TurnHash hash(String of) {
        return TurnHash.ofBytes(RecordCodec.digest(of.getBytes(StandardCharsets.UTF_8)));
    }

    static RequestHash request(String of) {
        return RequestHash.ofBytes(RecordCodec.digest(of.getBytes(StandardCharsets.UTF_8)));
    }

    static long digest(List<TurnHash> context) {
        return context.hashCode() * 31L + 7;
    }

    void node(String name, boolean durable) {
        nodes.put(name, new StoryNode(name, durable));
        started(name, durable);
    }

    private void started(String name, boolean durable) {
        events.add(new LifeEvent.Started(NOON, name, "1", "simulated", "model", "f", "instant", true, 4096, durable, 1, 2,
                List.of("peer")));
    }

    Client client(String name) {
        return new Client(name, session(1));
    }

    /** The next turn, all of it. */
    StoryNode.Rec say(Client client, String node, String consistency) {
        Ask ask = ask(client, node, consistency);
        finish(ask);
        deliver(ask);
        return ask.answer;
    }

    StoryNode.Rec say(Client client, String node) {
        return say(client, node, "strong");
    }

    /** The next turn's request, or the same again if the last one has not been answered. */
    Ask ask(Client client, String at, String consistency) {
        StoryNode node = nodes.get(at);
        client.attempt++;
        var q = new Ask(client, node, ++node.requests, client.turn + 1, client.attempt, consistency);
        events.add(new ClientEvent.Sent(NOON, at, client.name, client.session, q.turn, q.attempt, "tokenized", consistency,
                q.after.stream().findFirst()));
        if (!node.up) {
            q.refused = "unreachable";
            return q;
        }
        events.add(new TurnEvent.Received(NOON, at, q.number, client.session, q.turn, client.name, "tokenized", consistency, q.attempt,
                request(q.request),
                Optional.empty(), q.after.stream().findFirst(), Duration.ofMillis(250)));
        judge(q);
        return q;
    }

    private void judge(Ask q) {
        SessionId session = q.client.session;
        StoryNode node = q.node;
        if (node.deleted.contains(session)) {
            refuse(q, 410, "session_deleted");
            return;
        }
        int have = node.head(session).map(StoryNode.Rec::turn).orElse(0);
        Ask running = node.running.get(session);
        Optional<StoryNode.Rec> same = node.at(session, q.turn).stream()
                .filter(r -> (r.request().equals(q.request) || faults.contains(Fault.REPLAY_ANY_REQUEST))
                        && (q.after.isEmpty() || q.after.getFirst().equals(r.before())))
                .reduce((a, b) -> node.log(session, q.turn).equals(Optional.of(b)) ? b : a);
        if (same.isPresent()) {
            answer(q, same.get(), true);
            return;
        }
        if (running != null && running.turn == q.turn && running.request.equals(q.request)) {
            events.add(new TurnEvent.Joined(NOON, node.name, q.number, session, q.turn, running.number));
            running.joined.add(q);
            return;
        }
        if (q.turn <= have && (q.after.isEmpty() || node.records.containsKey(q.after.getFirst()))) {
            boolean onLog = q.after.isEmpty() || node.log(session, q.turn - 1)
                    .map(StoryNode.Rec::hash).equals(q.after.stream().findFirst());
            refuse(q, 409, onLog ? "turn_taken" : "forked");
            return;
        }
        List<TurnHash> after = !q.after.isEmpty() ? q.after : node.log(session, q.turn - 1).map(r -> List.of(r.hash())).orElse(List.of());
        StoryNode.Chain chain = node.chain(q.turn - 1, after);
        if (faults.contains(Fault.STALE_AS_FRESH) && !q.after.isEmpty()) chain = new StoryNode.Chain(chain.records(), List.of());
        if (!chain.missing().isEmpty()) {
            events.add(new TurnEvent.Waiting(NOON, node.name, q.number, session, q.turn, have, chain.missing()));
            events.add(new TurnEvent.Waited(NOON, node.name, q.number, session, q.turn, Duration.ofMillis(250), false));
            if (q.consistency.equals("strong") || q.after.isEmpty()) {
                refuse(q, 409, "replica_behind");
                return;
            }
        }
        if (running != null) {
            refuse(q, 409, "turn_running");
            return;
        }
        q.base = q.turn == 1 ? hash("header of " + session) : after.getFirst();
        q.missing = chain.missing();
        q.out = chain.records().stream().map(StoryNode.Rec::turn).filter(leftOut::contains).toList();
        q.context = chain.records().stream().filter(r -> !leftOut.contains(r.turn())).map(StoryNode.Rec::hash).toList();
        events.add(new TurnEvent.PromptBuilt(NOON, node.name, q.number, session, q.turn, q.base, q.context, 10, 5, q.out, q.missing,
                digest(q.context)));
        node.running.put(session, q);
    }

    private void refuse(Ask q, int status, String code) {
        q.refused = code;
        events.add(new TurnEvent.Refused(NOON, q.node.name, q.number, q.client.session, q.turn, status, code, code));
    }

    private void answer(Ask q, StoryNode.Rec r, boolean replayed) {
        q.answer = r;
        q.replayed = replayed;
        events.add(new TurnEvent.Answered(NOON, q.node.name, q.number, q.client.session, q.turn, Optional.of(r.hash()), replayed,
                !r.missing().isEmpty(),
                r.missing(), 10, 5, r.hash().hashCode() | 1, NONE, NONE, NONE, NONE, NONE, NONE));
    }

    /** The running turn is generated and committed. */
    void finish(Ask q) {
        if (q.ended() || q.node.running.get(q.client.session) != q) return;
        StoryNode node = q.node;
        SessionId session = q.client.session;
        node.running.remove(session);
        decode(q);
        List<Ask> all = new ArrayList<>(q.joined);
        all.addFirst(q);
        if (node.deleted.contains(session)) {
            all.forEach(x -> refuse(x, 410, "session_deleted"));
            return;
        }
        boolean taken = node.at(session, q.turn).stream().anyMatch(r -> r.before().equals(q.base) || q.after.isEmpty()
                && r.request().equals(q.request));
        if (taken) {
            all.forEach(x -> refuse(x, 409, "commit_conflict"));
            return;
        }
        StoryNode.Rec r = write(q);
        var after = new ArrayList<>(q.context);
        after.add(r.hash());
        events.add(new TurnEvent.Committed(NOON, node.name, q.number, session, q.turn, r.hash(), r.before(), q.attempt, request(q.request),
                Optional.empty(),
                100, 10, digest(after), q.missing, q.out, NONE));
        tree(node, r);
        all.forEach(x -> answer(x, r, false));
    }

    private void decode(Ask q) {
        SessionId session = q.client.session;
        events.add(new TurnEvent.Prefilled(NOON, q.node.name, q.number, session, q.turn, 15, q.context.isEmpty() ? 0 : 10, 0,
                q.context.isEmpty() ? "" : session.value(), NONE));
        events.add(new TurnEvent.Decoded(NOON, q.node.name, q.number, session, q.turn, 5, "eos", NONE));
    }

    private StoryNode.Rec write(Ask q) {
        TurnHash hash = hash(q.base + q.request + q.attempt + q.node.name + written.merge(q.base, 1, Integer::sum));
        var r = new StoryNode.Rec(q.client.session, q.turn, hash, q.base, q.request, q.attempt, q.missing, q.after.isEmpty() ? List.of()
                : q.after.subList(1, q.after.size()), q.node.name);
        q.node.records.put(hash, r);
        return r;
    }

    private void tree(StoryNode node, StoryNode.Rec r) {
        List<StoryNode.Rec> same = node.at(r.session(), r.turn());
        StoryNode.Rec head = node.head(r.session()).orElse(null);
        if (head != null && !head.hash().equals(node.heads.put(r.session(), head.hash())))
            events.add(new ReplicaEvent.HeadMoved(NOON, node.name, r.session(), head.turn(), head.hash(), 10 * head.turn()));
        if (same.size() > 1 && !faults.contains(Fault.IGNORE_FORK))
            events.add(new ReplicaEvent.ForkSeen(NOON, node.name, r.session(), r.turn(), same.stream().map(StoryNode.Rec::hash).toList(),
                    head == null ? r.hash() : head.hash()));
    }

    /** The node writes the record and dies before it can say so. */
    void dieWriting(Ask q) {
        decode(q);
        if (!q.node.deleted.contains(q.client.session)) write(q);
        kill(q.node.name);
    }

    /** The client hears how its request ended. */
    void deliver(Ask q) {
        if (!q.ended() || q.delivered) return;
        q.delivered = true;
        Client c = q.client;
        if (q.turn != c.turn + 1) return;
        if (q.answer == null) {
            fail(q, q.refused);
            if (q.refused.equals("turn_taken") || q.refused.equals("forked") || q.refused.equals("session_deleted")) c.dead = true;
            return;
        }
        StoryNode.Rec r = q.answer;
        events.add(new ClientEvent.Acknowledged(NOON, q.node.name, c.name, c.session, q.turn, Optional.of(r.hash()), q.replayed,
                !r.missing().isEmpty(),
                r.missing(), c.attempt, r.hash().hashCode() | 1, NONE));
        c.turn = q.turn;
        c.attempt = 0;
        c.acknowledged.add(r.hash());
    }

    /** The client never hears of it. */
    void lose(Ask q) {
        q.delivered = true;
        fail(q, "timeout");
    }

    private void fail(Ask q, String code) {
        events.add(new ClientEvent.Failed(NOON, q.node.name, q.client.name, q.client.session, q.turn, q.attempt, 0, code, false));
    }

    void arrive(String at, StoryNode.Rec r) {
        StoryNode node = nodes.get(at);
        if (faults.contains(Fault.RESURRECT)) node.deleted.remove(r.session());
        if (!node.up || node.deleted.contains(r.session()) || node.lost.contains(r.hash())
                || node.records.putIfAbsent(r.hash(), r) != null) return;
        if (faults.contains(Fault.DROP_ARRIVAL) && ++arrivals % 5 == 0) {
            node.records.remove(r.hash());
            node.lost.add(r.hash());
            return;
        }
        events.add(new ReplicaEvent.Arrived(NOON, at, r.origin(), r.origin(), 1, 1, r.key(), 100, NOON));
        tree(node, r);
    }

    void kill(String at) {
        StoryNode node = nodes.get(at);
        node.up = false;
        node.requests = 0;
        node.running.values().forEach(q -> {
            q.refused = "unreachable";
            q.joined.forEach(j -> j.refused = "unreachable");
        });
        node.running.clear();
        events.add(new LifeEvent.Killed(NOON, at));
        if (node.durable && faults.contains(Fault.ACKNOWLEDGE_BEFORE_LOG)) node.records.values().stream().reduce((a, b) -> b).ifPresent(r ->
                node.records.remove(r.hash()));
        if (node.durable) return;
        node.records.clear();
        node.heads.clear();
        node.deleted.clear();
    }

    void start(String at) {
        StoryNode node = nodes.get(at);
        node.up = true;
        if (node.durable) events.add(new ReplicaEvent.Recovered(NOON, at, node.records.size(), 0, false, 1));
        started(at, node.durable);
        node.heads.clear();
        var sessions = new HashSet<SessionId>();
        for (StoryNode.Rec r : node.records.values())
            if (sessions.add(r.session())) node.head(r.session()).ifPresent(head -> {
                node.heads.put(r.session(), head.hash());
                events.add(new ReplicaEvent.HeadMoved(NOON, at, r.session(), head.turn(), head.hash(), 10 * head.turn()));
            });
    }

    /** DELETE at a durable node. */
    void delete(Client client, String at) {
        tombstone(at, client.session, true);
        events.add(new ReplicaEvent.DeleteAcknowledged(NOON, at, client.session));
        events.add(new ClientEvent.Deleted(NOON, at, client.name, client.session));
        client.dead = true;
    }

    void tombstone(String at, SessionId session, boolean here) {
        StoryNode node = nodes.get(at);
        if (!node.up || !node.deleted.add(session)) return;
        node.records.values().removeIf(r -> r.session().equals(session));
        node.heads.remove(session);
        events.add(new ReplicaEvent.Deleted(NOON, at, session, here, 1));
    }

    /** Links are healed: every living node gets all there is. */
    void spread() {
        for (StoryNode from : nodes.values()) if (from.up) for (StoryNode to : nodes.values()) {
            from.deleted.forEach(s -> tombstone(to.name, s, false));
            List.copyOf(from.records.values()).forEach(r -> arrive(to.name, r));
        }
    }

    List<FinalState> states() {
        return nodes.values().stream().filter(n -> n.up).map(Story::state).toList();
    }

    private static FinalState state(StoryNode node) {
        var sessions = new HashMap<String, FinalState.Session>();
        for (SessionId s : node.deleted) sessions.put(s.value(), new FinalState.Session(Set.of(), Optional.empty(), true));
        for (StoryNode.Rec r : node.records.values()) sessions.computeIfAbsent(r.session().value(), s -> {
            Set<String> hashes = new HashSet<>();
            node.records.values().stream().filter(x -> x.session().equals(r.session())).forEach(x -> hashes.add(x.hash().toString()));
            return new FinalState.Session(hashes, node.head(r.session()).map(h -> h.hash().toString()), false);
        });
        return new FinalState(node.name, sessions);
    }
}
