package discedge.simulation.check;

import discedge.event.ClientEvent;
import discedge.event.NodeEvent;
import discedge.event.ReplicaEvent;
import discedge.session.TurnHash;
import discedge.session.SessionId;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * I11 while the history goes on; {@link ConvergenceRule} judges its end.
 * <ul>
 * <li>A node that holds two records of one turn (Committed or Arrived) has said ForkSeen with all of them by a quiet end, if
 * the last of them came in its last life, and unless the session was deleted there.
 * <li>ForkSeen names two records or more.
 * <li>HeadMoved: within one life a head only gives way to a higher (turn, attempt, hash); {@code have} is its turn.
 * <li>A client alone in its session that sends {@code after}, never gave a turn up and was never told that one is taken, is
 * not told {@code forked}.
 * </ul>
 */
final class ForkRule implements Rule {
    private record Head(ReplicaEvent.HeadMoved event, LifeFact life) {}

    private final Facts facts;
    private final Replicas replicas;
    private final Report report;
    private final Map<Replicas.Copy, Head> heads = new IdentityHashMap<>();

    ForkRule(Facts facts, Replicas replicas, Report report) {
        this.facts = facts;
        this.replicas = replicas;
        this.report = report;
    }

    @Override
    public void on(NodeEvent event, int index) {
        if (event instanceof ReplicaEvent.HeadMoved e) {
            if (facts.life(index) != null) head(e, facts.life(index), index);
        } else if (event instanceof ReplicaEvent.ForkSeen e) {
            if (facts.life(index) != null) fork(e, index);
        } else if (event instanceof ClientEvent.Failed e && e.code().equals("forked")) {
            ClientFact client = facts.client(e, e.session());
            if (isAlone(client, index)) report.add("I11", index, e.client() + " is alone in " + e.session() + " and is told that turn "
                    + e.turn() + " is on a branch");
        }
    }

    /** The session's records come from this client only, and it never left its chain. */
    private boolean isAlone(ClientFact client, int index) {
        return client.sendsAfter && !RequestFact.happenedBefore(client.lostItsPlaceAt, index)
                && facts.clients.get(client.session).size() == 1;
    }

    private void fork(ReplicaEvent.ForkSeen e, int index) {
        var seen = replicas.replica(e.node()).copy(e.session()).forksSeen.computeIfAbsent(e.turn(), t -> new HashSet<>());
        for (TurnHash hash : e.hashes()) seen.add(RecordFact.start(hash));
        if (new HashSet<>(e.hashes()).size() < 2) report.add("I11", index, e.node() + " sees a fork at turn " + e.turn()
                + " with one record");
    }

    private void head(ReplicaEvent.HeadMoved e, LifeFact life, int index) {
        RecordFact record = facts.record(e.head());
        if (record == null || record.turn != e.have()) {
            if (record != null || !facts.olderRecords)
                report.add("I11", index, "the head of " + e.session() + " at " + e.node() + " is turn " + e.have() + " ("
                        + RecordFact.start(e.head()) + "), "
                        + (record == null ? "which no node committed" : "but that record is " + record));
            return;
        }
        Head last = heads.put(replicas.replica(e.node()).copy(e.session()), new Head(e, life));
        RecordFact before = last == null || last.life != life ? null : facts.record(last.event.head());
        if (before != null && before.attempt() >= 0 && record.attempt() >= 0 && compare(record, before) < 0)
            report.add("I11", index, "the head of " + e.session() + " at " + e.node() + " goes back from " + before + " to " + record);
    }

    /** The order of heads (docs/protocol.md, "The log"). */
    static int compare(RecordFact one, RecordFact other) {
        if (one.turn != other.turn) return Integer.compare(one.turn, other.turn);
        return one.attempt() != other.attempt() ? Integer.compare(one.attempt(), other.attempt()) : one.hash.compareTo(other.hash);
    }

    @Override
    public void end(Ending ending, int size) {
        if (!ending.quiescent()) return;
        replicas.all().forEach((node, replica) -> {
            if (!replica.life.over()) replica.copies.forEach((session, copy) -> unseen(node, session, replica, copy));
        });
    }

    private void unseen(String node, SessionId session, Replicas.Replica replica, Replicas.Copy copy) {
        if (copy.deleted) return;
        copy.turns.forEach((turn, records) -> {
            if (records.size() > 1 && records.getLast().life() == replica.life && !isSeen(copy, turn, records))
                report.add("I11", records.getLast().index(), node + " holds " + records.size() + " records of turn " + turn + " of "
                        + session + " and does not say so");
        });
    }

    private static boolean isSeen(Replicas.Copy copy, int turn, List<Replicas.Held> records) {
        var seen = copy.forksSeen.get(turn);
        if (seen == null) return false;
        for (Replicas.Held held : records) if (!seen.contains(held.key().substring(held.key().length() - 8))) return false;
        return true;
    }
}
