package discedge.simulation.check;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The first pass. A node's life begins with Started, or Recovered before it, and ends with Killed or Stopped; what it says
 * between two lives is left aside. The numbers of requests begin anew with each life.
 */
final class FactReader {
    private final List<NodeEvent> history;
    private final Facts facts;
    private final Map<String, Map<Long, RequestFact>> requestsOf = new HashMap<>();
    private final Set<String> seenBefore = new HashSet<>();
    private final List<Runnable> links = new ArrayList<>();

    FactReader(List<NodeEvent> history, Ending ending) {
        this.history = history;
        facts = new Facts(history.size(), ending.nodesThatLostTheirDisk());
    }

    Facts read() {
        int index = 0;
        for (NodeEvent event : history) {
            switch (event) {
                case TurnEvent turn -> turn(turn, index);
                case ReplicaEvent replica -> replica(replica, index);
                case LifeEvent life -> life(life, index);
                case ClientEvent client -> client(client, index);
                case PeerEvent _, LabEvent _, WatchEvent _, PrewarmEvent _, FredEvent _ -> {}
            }
            index++;
        }
        new LostCommits(facts).adopt(history);
        for (RecordFact record : facts.allRecords()) link(record);
        links.forEach(Runnable::run);
        return facts;
    }

    private void link(RecordFact record) {
        RecordFact before = record.before == null ? null : facts.record(record.before);
        if (before != null && before.turn == record.turn - 1 && before.session.equals(record.session)) record.parent = before;
    }

    /** Null for a node that is dead. */
    private LifeFact living(String node, int index) {
        LifeFact life = facts.lives.get(node);
        if (life == null) return begin(node, index);
        return life.over() ? null : life;
    }

    private LifeFact begin(String node, int index) {
        var life = new LifeFact(node, index);
        life.first = !facts.lives.containsKey(node);
        facts.lives.put(node, life);
        requestsOf.put(node, new HashMap<>());
        return life;
    }

    private void life(LifeEvent event, int index) {
        LifeFact known = facts.lives.get(event.node());
        LifeFact life = switch (event) {
            case LifeEvent.Started s -> {
                LifeFact begun = known == null || known.over() || known.started ? begin(s.node(), index) : known;
                begun.started = true;
                begun.writesLog = s.durable();
                begun.durable = s.durable() && !facts.lostDisks.contains(s.node());
                begun.group = s.model() + '\n' + s.fingerprint();
                begun.hasPeers = !s.peers().isEmpty();
                yield begun;
            }
            case LifeEvent.Killed _, LifeEvent.Stopped _ -> {
                if (known != null && !known.over()) known.endedAt = index;
                yield known;
            }
            case LifeEvent.Stopping _ -> known;
        };
        seenBefore.add(event.node());
        facts.put(index, life, null);
    }

    private void replica(ReplicaEvent event, int index) {
        if (event instanceof ReplicaEvent.Recovered recovered) {
            LifeFact known = facts.lives.get(event.node());
            LifeFact life = known == null || known.over() ? begin(event.node(), index) : known;
            if (recovered.damaged() > 0) life.damaged = true;
            if (recovered.items() > 0 && !seenBefore.contains(event.node())) facts.olderRecords = true;
            facts.put(index, life, null);
        } else {
            if (event instanceof ReplicaEvent.Deleted deleted) facts.deletedSomewhere.add(deleted.session());
            if (event instanceof ReplicaEvent.Expired expired) facts.expiredSomewhere.add(expired.session());
            facts.put(index, living(event.node(), index), null);
        }
        seenBefore.add(event.node());
    }

    private void turn(TurnEvent event, int index) {
        seenBefore.add(event.node());
        LifeFact life = living(event.node(), index);
        if (life == null) return;
        Map<Long, RequestFact> requests = requestsOf.get(event.node());
        RequestFact request = requests.get(event.request());
        if (request == null) {
            request = new RequestFact(life, event.request());
            requests.put(event.request(), request);
            facts.requests.add(request);
        }
        facts.put(index, life, request);
        switch (event) {
            case TurnEvent.Received e -> {
                if (request.received == null) {
                    request.received = e;
                    request.receivedAt = index;
                }
            }
            case TurnEvent.Joined e -> request.joined = requests.get(e.running());
            case TurnEvent.PromptBuilt e -> {
                request.prompt = e;
                request.promptAt = index;
            }
            case TurnEvent.Decoded _ -> request.decodedAt = index;
            case TurnEvent.Committed e -> committed(e, request, index);
            case TurnEvent.Answered e -> {
                if (request.endedAt == RequestFact.NEVER) request.endedAt = index;
                e.hash().ifPresent(hash -> links.add(() -> {
                    RecordFact record = facts.record(hash);
                    if (record != null) record.answered = true;
                }));
            }
            case TurnEvent.Refused _ -> {
                if (request.endedAt == RequestFact.NEVER) request.endedAt = index;
            }
            case TurnEvent.ClientGone _ -> request.goneAt = index;
            case TurnEvent.Waiting _, TurnEvent.Waited _, TurnEvent.PrefillStarted _, TurnEvent.Prefilled _, TurnEvent.FirstToken _ -> {}
        }
    }

    private void committed(TurnEvent.Committed e, RequestFact request, int index) {
        RecordFact record = facts.record(e.hash());
        if (record == null) {
            record = new RecordFact(e.session(), e.turn(), e.hash());
            record.before = e.before();
            record.request = request;
            record.committed = e;
            record.committedAt = index;
            facts.put(record);
        }
        request.record = record;
        request.committedAt = index;
    }

    private void client(ClientEvent event, int index) {
        switch (event) {
            case ClientEvent.Sent e -> {
                ClientFact client = facts.client(e, e.session());
                if (e.turn() > 1 && e.after().isEmpty()) client.sendsAfter = false;
            }
            case ClientEvent.Acknowledged e -> {
                ClientFact client = facts.client(e, e.session());
                if (e.hash().isPresent()) links.add(() -> {
                    RecordFact record = facts.record(e.hash().get());
                    if (record != null && client.sendsAfter && record.acknowledgedAt == RequestFact.NEVER) record.acknowledgedAt = index;
                });
            }
            case ClientEvent.Failed e -> {
                ClientFact client = facts.client(e, e.session());
                if (client.lostItsPlaceAt == RequestFact.NEVER && (e.givesUp()
                        || ClientRule.sendsElsewhere(e.code()))) client.lostItsPlaceAt = index;
            }
            case ClientEvent.Deleted _, ClientEvent.Roamed _, ClientEvent.FirstToken _, ClientEvent.TurnBytes _ -> {}
        }
    }
}
