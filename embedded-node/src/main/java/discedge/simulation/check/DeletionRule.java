package discedge.simulation.check;

import discedge.event.ClientEvent;
import discedge.event.NodeEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.session.SessionId;
import java.util.HashSet;
import java.util.Set;

/**
 * I8. A node that has not got the tombstone yet may go on answering.
 * <ul>
 * <li>At a node with ReplicaEvent.Deleted in this life, or an earlier one if it is durable: no PromptBuilt, Committed or
 * HeadMoved of the session, and no Answered unless its record was committed there before.
 * <li>At DeleteAcknowledged: the node has the tombstone, and so does a durable node, or else two nodes (one if it is alone: it
 * has no peers, or no other node serves its model).
 * <li>In a quiet end, for a session with DeleteAcknowledged or ClientEvent.Deleted: no living replica holds records of it. Not
 * if every tombstone was in memory that is gone.
 * </ul>
 */
final class DeletionRule implements Rule {
    private final Facts facts;
    private final Replicas replicas;
    private final Report report;
    private final Set<SessionId> acknowledged = new HashSet<>();

    DeletionRule(Facts facts, Replicas replicas, Report report) {
        this.facts = facts;
        this.replicas = replicas;
        this.report = report;
    }

    @Override
    public void on(NodeEvent event, int index) {
        if (event instanceof ClientEvent.Deleted e) acknowledged.add(e.session());
        else if (event instanceof ReplicaEvent.DeleteAcknowledged e) {
            acknowledged.add(e.session());
            if (facts.life(index) != null) safe(e, facts.life(index), index);
        } else if (!facts.deletedSomewhere.isEmpty() && facts.life(index) != null) {
            if (event instanceof TurnEvent turn && facts.deletedSomewhere.contains(turn.session())) turn(turn, index);
            else if (event instanceof ReplicaEvent.HeadMoved e && copy(e.node(), e.session()).deleted)
                report.add("I8", index, e.node() + " has a head of deleted session " + e.session() + " again: turn " + e.have());
        }
    }

    private Replicas.Copy copy(String node, SessionId session) {
        return replicas.replica(node).copy(session);
    }

    private void turn(TurnEvent event, int index) {
        Replicas.Copy copy = copy(event.node(), event.session());
        if (!copy.deleted) return;
        RequestFact request = facts.request(index);
        if (request.clientSide()) return;
        if (event instanceof TurnEvent.PromptBuilt) report.add("I8", index, event.node() + " generates turn " + event.turn()
                + " of a session it knows is deleted");
        else if (event instanceof TurnEvent.Committed) report.add("I8", index, event.node() + " commits turn " + event.turn()
                + " of a session it knows is deleted");
        else if (event instanceof TurnEvent.Answered a && a.hash().isPresent()) {
            RequestFact writer = request.joined != null ? request.joined : request;
            if (a.replayed() || !RequestFact.happenedBefore(writer.committedAt, copy.deletedAt))
                report.add("I8", index, event.node() + " answers turn " + event.turn() + " of a session it knows is deleted");
        }
    }

    private void safe(ReplicaEvent.DeleteAcknowledged e, LifeFact here, int index) {
        if (!copy(e.node(), e.session()).deleted) {
            report.add("I8", index, e.node() + " acknowledges that " + e.session() + " is deleted, and has no tombstone of it");
            return;
        }
        int holders = 0;
        int members = 0;
        for (Replicas.Replica replica : replicas.all().values()) {
            if (!replica.life.group.equals(here.group)) continue;
            members++;
            Replicas.Copy copy = replica.copies.get(e.session());
            if (copy == null || !copy.deleted) continue;
            if (replica.life.writesLog) return;
            if (replica.life.aliveAt(index)) holders++;
        }
        if (holders < 2 && members > 1 && here.hasPeers)
            report.add("I8", index, e.node() + " acknowledges that " + e.session() + " is deleted, and only its own memory knows");
    }

    @Override
    public void end(Ending ending, int size) {
        if (!ending.quiescent()) return;
        for (SessionId session : acknowledged) {
            if (!isRetained(session, ending)) continue;
            for (FinalState state : ending.replicas())
                if (!state.session(session.value()).records().isEmpty()) resurrected(state.node(), session, size);
            if (ending.replicas().isEmpty()) replicas.all().forEach((node, replica) -> {
                Replicas.Copy copy = replica.copies.get(session);
                boolean certain = replica.life.first || !replica.life.durable;
                if (copy != null && certain && !replica.life.over() && !copy.deleted && !copy.turns.isEmpty()) resurrected(node, session,
                        size);
            });
        }
    }

    private void resurrected(String node, SessionId session, int size) {
        report.add("I8", size, node + " still holds records of " + session + ", whose deletion was acknowledged");
    }

    private boolean isRetained(SessionId session, Ending ending) {
        for (FinalState state : ending.replicas()) if (state.session(session.value()).deleted()) return true;
        for (Replicas.Replica replica : replicas.all().values()) {
            Replicas.Copy copy = replica.copies.get(session);
            if (copy != null && copy.deleted && (replica.life.durable || !replica.life.over())) return true;
        }
        return false;
    }
}
