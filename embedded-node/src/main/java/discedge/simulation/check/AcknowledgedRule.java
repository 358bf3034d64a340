package discedge.simulation.check;

import discedge.event.ClientEvent;
import discedge.event.NodeEvent;
import discedge.event.TurnEvent;
import java.util.HashMap;
import java.util.Map;

/**
 * I10.
 * <ul>
 * <li>Answered, not replayed, not client-side: its request, or the one it joined, has Committed this hash before.
 * <li>Acknowledged: its hash is of a record that some node committed.
 * <li>In a quiet end with final states: a durable node that is alive holds each record that it committed or that arrived
 * there, if some node or client had it as an answer. Not if the session was deleted or had expired anywhere, and not for what a node held
 * before it lost its disk or recovered with damage.
 * </ul>
 */
final class AcknowledgedRule implements Rule {
    private final Facts facts;
    private final Replicas replicas;
    private final Report report;

    AcknowledgedRule(Facts facts, Replicas replicas, Report report) {
        this.facts = facts;
        this.replicas = replicas;
        this.report = report;
    }

    @Override
    public void on(NodeEvent event, int index) {
        if (event instanceof TurnEvent.Answered a) {
            RequestFact request = facts.request(index);
            if (request != null && request.received != null && !a.replayed() && !request.clientSide()) answered(a, request, index);
        } else if (event instanceof ClientEvent.Acknowledged a && a.hash().isPresent() && !facts.olderRecords
                && facts.record(a.hash().get()) == null) {
            report.add("I10", index, a.client() + " has turn " + a.turn() + " (" + RecordFact.start(a.hash().get())
                    + "), which no node committed");
        }
    }

    private void answered(TurnEvent.Answered a, RequestFact request, int index) {
        RequestFact writer = request.joined != null ? request.joined : request;
        boolean written = RequestFact.happenedBefore(writer.committedAt, index);
        if (!written || a.hash().isEmpty() || !writer.record.hash.equals(a.hash().get()))
            report.add("I10", index, a.node() + " answers turn " + a.turn() + " before its record is written"
                    + (written ? ": it wrote " + writer.record : ""));
    }

    @Override
    public void end(Ending ending, int size) {
        if (!ending.quiescent() || ending.replicas().isEmpty()) return;
        Map<String, FinalState> states = new HashMap<>();
        for (FinalState state : ending.replicas()) states.put(state.node(), state);
        replicas.all().forEach((node, replica) -> {
            FinalState state = states.get(node);
            if (state != null && replica.life.durable && !replica.life.over()) kept(node, replica, state);
        });
    }

    private void kept(String node, Replicas.Replica replica, FinalState state) {
        replica.copies.forEach((session, copy) -> {
            if (facts.deletedSomewhere.contains(session) || facts.expiredSomewhere.contains(session)) return;
            FinalState.Session there = state.session(session.value());
            for (var sameTurn : copy.turns.values()) for (Replicas.Held held : sameTurn) {
                RecordFact record = held.fact();
                if (record != null && (record.answered || record.acknowledgedAt != RequestFact.NEVER)
                        && !there.records().contains(record.hash.toString()))
                    report.add("I10", held.index(), node + " is durable and has lost the answered " + record + " of " + session);
            }
        });
    }
}
