package discedge.simulation.check;

import discedge.event.NodeEvent;
import discedge.session.SessionId;
import discedge.session.TurnHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A quiet end, among living nodes that serve the same model (Started).
 * <ul>
 * <li>I5: record sets, heads and tombstones are equal. Without final states only heads (the last HeadMoved) and tombstones
 * (ReplicaEvent.Deleted) are compared, and a durable node that was restarted counts only with a HeadMoved or Deleted of its last
 * life: what it stored just before it died is not in its events.
 * <li>I11, with final states: the head is the same everywhere where there is a fork, and is the complete record with the
 * highest (turn, attempt, hash). Where one client alone uses the session, sends {@code after} and never gave a turn
 * up nor was told {@code turn_taken}, the chain of its last
 * acknowledged record that is still here, complete, is in the head's, but for that last record itself.
 * </ul>
 */
final class ConvergenceRule implements Rule {
    private final Facts facts;
    private final Replicas replicas;
    private final Report report;
    private Map<SessionId, List<RecordFact>> recordsOf = Map.of();

    ConvergenceRule(Facts facts, Replicas replicas, Report report) {
        this.facts = facts;
        this.replicas = replicas;
        this.report = report;
    }

    @Override
    public void on(NodeEvent event, int index) {}

    @Override
    public void end(Ending ending, int size) {
        if (!ending.quiescent()) return;
        recordsOf = new HashMap<>();
        for (RecordFact record : facts.allRecords()) recordsOf.computeIfAbsent(record.session, s -> new ArrayList<>()).add(record);
        if (ending.replicas().isEmpty()) fromEvents(size);
        else fromStates(ending.replicas(), size);
    }

    private void fromStates(List<FinalState> states, int size) {
        Map<String, List<FinalState>> groups = new LinkedHashMap<>();
        for (FinalState state : states) {
            LifeFact life = facts.lives.get(state.node());
            groups.computeIfAbsent(life == null ? "" : life.group, g -> new ArrayList<>()).add(state);
        }
        for (List<FinalState> group : groups.values()) {
            Set<String> sessions = new HashSet<>();
            for (FinalState state : group) sessions.addAll(state.sessions().keySet());
            for (String session : sessions) {
                FinalState first = group.getFirst();
                boolean equal = true;
                for (FinalState other : group) equal &= other == first || same(session, first, other, size);
                if (equal) head(new SessionId(session), first.session(session), size);
            }
        }
    }

    private boolean same(String session, FinalState a, FinalState b, int size) {
        FinalState.Session one = a.session(session);
        FinalState.Session other = b.session(session);
        String who = " of " + session + " at " + a.node() + " and " + b.node();
        if (one.deleted() != other.deleted()) report.add("I5", size, "the tombstone" + who + " is only at one");
        if (!one.records().equals(other.records()))
            report.add("I5", size, "the records" + who + " differ: " + less(one.records(), other.records()) + " and "
                    + less(other.records(), one.records()));
        if (!one.head().equals(other.head())) heads(who, session, size);
        return one.equals(other);
    }

    private void heads(String who, String session, int size) {
        report.add("I5", size, "the heads" + who + " differ");
        if (isForked(new SessionId(session))) report.add("I11", size, "the heads" + who + " differ over a fork");
    }

    private static Set<String> less(Set<String> all, Set<String> without) {
        var rest = new HashSet<>(all);
        rest.removeAll(without);
        return rest;
    }

    private boolean isForked(SessionId session) {
        var turns = new HashSet<Integer>();
        for (RecordFact record : recordsOf.getOrDefault(session, List.of())) if (!turns.add(record.turn)) return true;
        return false;
    }

    private void head(SessionId session, FinalState.Session state, int size) {
        var here = new HashMap<TurnHash, RecordFact>();
        for (RecordFact record : recordsOf.getOrDefault(session, List.of()))
            if (state.records().contains(record.hash.toString())) here.put(record.hash, record);
        if (here.size() < state.records().size() || here.isEmpty()) return;
        RecordFact best = null;
        for (RecordFact record : here.values()) {
            if (record.attempt() < 0 || record.before == null) return;
            if (isComplete(record, here) && (best == null || ForkRule.compare(record, best) > 0)) best = record;
        }
        Optional<String> highest = Optional.ofNullable(best).map(record -> record.hash.toString());
        if (!state.head().equals(highest)) {
            report.add("I11", size, "the head of " + session + " is " + state.head().orElse("none")
                    + ", but the highest complete record is " + highest.orElse("none"));
            return;
        }
        if (best == null) return;
        List<ClientFact> clients = facts.clients.getOrDefault(session, List.of());
        if (clients.size() == 1 && clients.getFirst().sendsAfter
                && clients.getFirst().lostItsPlaceAt == RequestFact.NEVER) builtOn(clients.getFirst(), best, here, size);
    }

    private static boolean isComplete(RecordFact record, Map<TurnHash, RecordFact> here) {
        for (RecordFact r = record; r.turn > 1; r = r.parent) if (r.parent == null || !here.containsKey(r.parent.hash)) return false;
        return true;
    }

    private void builtOn(ClientFact client, RecordFact head, Map<TurnHash, RecordFact> here, int size) {
        RecordFact last = null;
        for (RecordFact record : here.values())
            if (record.acknowledgedAt != RequestFact.NEVER && (last == null || record.turn > last.turn)
                    && isComplete(record, here)) last = record;
        if (last == null) return;
        for (RecordFact built = last.parent; built != null; built = built.parent)
            if (built.acknowledgedAt != RequestFact.NEVER && head.ancestor(built.turn) != built)
                report.add("I11", size, client.client + " is alone in " + client.session + " and built on " + built
                        + ", which is a branch of the head " + head);
    }

    private void fromEvents(int size) {
        Map<String, Map<String, Replicas.Replica>> groups = new LinkedHashMap<>();
        replicas.all().forEach((node, replica) -> {
            if (!replica.life.over()) groups.computeIfAbsent(replica.life.group, g -> new LinkedHashMap<>()).put(node, replica);
        });
        for (Map<String, Replicas.Replica> group : groups.values()) {
            Set<SessionId> sessions = new HashSet<>();
            group.values().forEach(replica -> sessions.addAll(replica.copies.keySet()));
            for (SessionId session : sessions) told(session, group, size);
        }
    }

    /** Compares what the events tell of one session: head, or that it is deleted, or neither. */
    private void told(SessionId session, Map<String, Replicas.Replica> group, int size) {
        String firstNode = null;
        Optional<TurnHash> first = Optional.empty();
        boolean firstDeleted = false;
        for (Map.Entry<String, Replicas.Replica> entry : group.entrySet()) {
            Replicas.Replica replica = entry.getValue();
            Replicas.Copy copy = replica.copies.get(session);
            boolean deleted = copy != null && copy.deleted;
            boolean says = deleted || copy != null && copy.head != null && copy.headLife == replica.life;
            if (!says && replica.life.durable && !replica.life.first) continue;
            Optional<TurnHash> head = copy == null || copy.head == null ? Optional.empty() : Optional.of(copy.head.head());
            if (firstNode == null) {
                firstNode = entry.getKey();
                first = head;
                firstDeleted = deleted;
                continue;
            }
            String who = " of " + session + " at " + firstNode + " and " + entry.getKey();
            if (deleted != firstDeleted) report.add("I5", size, "the tombstone" + who + " is only at one");
            else if (!head.equals(first)) heads(who, session.value(), size);
        }
    }
}
