package discedge.simulation.check;

import discedge.event.NodeEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.session.SessionId;
import discedge.session.TurnHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Records that exist without a Committed event, because their node died between writing and saying so. When such a hash is
 * named, it is taken for the record of a request for that turn which built its prompt and never committed.
 */
final class LostCommits {
    private record Place(SessionId session, int turn) {}

    private final Facts facts;
    private final Map<Place, List<RequestFact>> candidates = new HashMap<>();
    private final Map<Place, Integer> adopted = new HashMap<>();

    LostCommits(Facts facts) {
        this.facts = facts;
        for (RequestFact request : facts.requests)
            if (request.prompt != null && request.record == null && !request.clientSide())
                candidates.computeIfAbsent(new Place(request.prompt.session(), request.prompt.turn()), p -> new ArrayList<>(1))
                        .add(request);
    }

    void adopt(List<NodeEvent> history) {
        if (candidates.isEmpty()) return;
        for (NodeEvent event : history) {
            if (event instanceof TurnEvent.PromptBuilt e) prompt(e);
            else if (event instanceof TurnEvent.Committed e) named(e.session(), e.turn() - 1, e.before());
            else if (event instanceof TurnEvent.Answered e) e.hash().ifPresent(hash -> named(e.session(), e.turn(), hash));
            else if (event instanceof ReplicaEvent.HeadMoved e) named(e.session(), e.have(), e.head());
            else if (event instanceof ReplicaEvent.ForkSeen e) e.hashes().forEach(hash -> named(e.session(), e.turn(), hash));
        }
    }

    private void prompt(TurnEvent.PromptBuilt e) {
        named(e.session(), e.turn() - 1, e.base());
        if (e.context().size() + e.leftOut().size() + e.missing().size() != e.turn() - 1) return;
        int turn = 1;
        for (TurnHash hash : e.context()) {
            while (e.leftOut().contains(turn) || e.missing().contains(turn)) turn++;
            named(e.session(), turn++, hash);
        }
    }

    private void named(SessionId session, int turn, TurnHash hash) {
        if (turn < 1 || facts.record(hash) != null) return;
        var place = new Place(session, turn);
        List<RequestFact> writers = candidates.get(place);
        if (writers == null || adopted.merge(place, 1, Integer::sum) > writers.size()) return;
        var record = new RecordFact(session, turn, hash);
        if (writers.size() == 1) record.request = writers.getFirst();
        TurnHash base = writers.getFirst().prompt.base();
        boolean oneBase = true;
        for (RequestFact writer : writers) oneBase &= writer.prompt.base().equals(base);
        if (oneBase) record.before = base;
        facts.put(record);
    }
}
