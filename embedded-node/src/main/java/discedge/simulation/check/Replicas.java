package discedge.simulation.check;

import discedge.event.NodeEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.session.SessionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each node is known to hold at this point of the history: what it committed and what arrived, until a tombstone, or
 * until it starts anew without its memory. It may hold more: what it stored just before it died is not in its events.
 */
final class Replicas {
    private static final int SESSION_END = SessionId.LENGTH;
    private static final int TURN_END = SESSION_END + 7;

    /** @param fact null for an arrived record of which no more is known than its key */
    record Held(String key, int turn, RecordFact fact, int index, LifeFact life) {}

    /** One session at one node. */
    static final class Copy {
        final Map<Integer, List<Held>> turns = new HashMap<>();
        boolean deleted;
        int deletedAt = RequestFact.NEVER;
        ReplicaEvent.HeadMoved head;
        LifeFact headLife;
        /** Starts of the hashes that ForkSeen named, by turn. */
        final Map<Integer, Set<String>> forksSeen = new HashMap<>();
        /** The last request of the session that built a prompt here. */
        RequestFact lastPrompt;

        List<Held> at(int turn) {
            return turns.getOrDefault(turn, List.of());
        }
    }

    /** One node. */
    static final class Replica {
        LifeFact life;
        final Map<SessionId, Copy> copies = new HashMap<>();

        Copy copy(SessionId session) {
            Copy copy = copies.get(session);
            if (copy == null) copies.put(session, copy = new Copy());
            return copy;
        }
    }

    private final Facts facts;
    private final Map<String, Replica> replicas = new HashMap<>();
    private final Map<String, SessionId> sessions = new HashMap<>();

    Replicas(Facts facts) {
        this.facts = facts;
    }

    Replica replica(String node) {
        Replica replica = replicas.get(node);
        if (replica == null) replicas.put(node, replica = new Replica());
        return replica;
    }

    Map<String, Replica> all() {
        return replicas;
    }

    void on(NodeEvent event, int index) {
        LifeFact life = facts.life(index);
        if (life == null) return;
        Replica replica = replica(life.node);
        if (replica.life != life) {
            if (replica.life != null && (!life.durable || !replica.life.durable || life.damaged)) replica.copies.clear();
            replica.life = life;
        }
        if (event instanceof TurnEvent.Committed e) {
            RecordFact fact = facts.record(e.hash());
            hold(replica.copy(e.session()), new Held(fact.key, e.turn(), fact, index, life));
        } else if (event instanceof ReplicaEvent.Arrived e) arrived(replica, e, index);
        else if (event instanceof ReplicaEvent.Deleted e) {
            Copy copy = replica.copy(e.session());
            if (!copy.deleted) copy.deletedAt = index;
            copy.deleted = true;
            copy.turns.clear();
            copy.head = null;
        } else if (event instanceof ReplicaEvent.Expired e) {
            Copy copy = replica.copy(e.session());
            copy.turns.clear();
            copy.head = null;
        } else if (event instanceof ReplicaEvent.HeadMoved e) {
            Copy copy = replica.copy(e.session());
            copy.head = e;
            copy.headLife = life;
        }
    }

    private void arrived(Replica replica, ReplicaEvent.Arrived e, int index) {
        String key = e.key();
        if (!isTurn(key)) return;
        Copy copy = replica.copy(sessions.computeIfAbsent(key.substring(0, SESSION_END), SessionId::new));
        if (!copy.deleted) hold(copy, new Held(key, Integer.parseInt(key, SESSION_END + 1, TURN_END, 10), facts.byKey.get(key), index,
                replica.life));
    }

    private static boolean isTurn(String key) {
        return key.length() == TURN_END + 8 && key.charAt(SESSION_END) == 't';
    }

    private static void hold(Copy copy, Held held) {
        List<Held> same = copy.turns.computeIfAbsent(held.turn, t -> new ArrayList<>(1));
        for (Held other : same) if (other.key.equals(held.key)) return;
        same.add(held);
    }
}
