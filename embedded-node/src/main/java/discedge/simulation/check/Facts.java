package discedge.simulation.check;

import discedge.event.ClientEvent;
import discedge.session.SessionId;
import discedge.session.TurnHash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a whole history says of records, requests, lives and clients, in whatever order it says it. */
final class Facts {
    final Set<String> lostDisks;
    final Map<TurnHash, RecordFact> records = new HashMap<>();
    final Map<String, RecordFact> byKey = new HashMap<>();
    final Map<SessionId, List<ClientFact>> clients = new HashMap<>();
    final Set<SessionId> deletedSomewhere = new HashSet<>();
    final Set<SessionId> expiredSomewhere = new HashSet<>();
    final List<RequestFact> requests = new ArrayList<>();
    /** Each node's last life. */
    final Map<String, LifeFact> lives = new HashMap<>();
    /** Some node held records before the history began: a hash that is not known proves nothing. */
    boolean olderRecords;
    private final RequestFact[] requestAt;
    private final LifeFact[] lifeAt;

    Facts(int size, Set<String> lostDisks) {
        this.lostDisks = lostDisks;
        requestAt = new RequestFact[size];
        lifeAt = new LifeFact[size];
    }

    void put(int index, LifeFact life, RequestFact request) {
        lifeAt[index] = life;
        requestAt[index] = request;
    }

    /** The request that a turn event is about; null for what a node said after its death. */
    RequestFact request(int index) {
        return requestAt[index];
    }

    /** The life that an event of a node belongs to; null for a client's, and for what a node said after its death. */
    LifeFact life(int index) {
        return lifeAt[index];
    }

    void put(RecordFact record) {
        records.putIfAbsent(record.hash, record);
        byKey.putIfAbsent(record.key, record);
    }

    /** Null where no such record is known. */
    RecordFact record(TurnHash hash) {
        return records.get(hash);
    }

    ClientFact client(ClientEvent event, SessionId session) {
        List<ClientFact> known = clients.computeIfAbsent(session, s -> new ArrayList<>(2));
        for (ClientFact fact : known) if (fact.client.equals(event.client())) return fact;
        var fact = new ClientFact(event.client(), session);
        known.add(fact);
        return fact;
    }

    Collection<RecordFact> allRecords() {
        return records.values();
    }
}
