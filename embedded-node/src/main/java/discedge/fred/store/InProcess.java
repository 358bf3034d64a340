package discedge.fred.store;

import discedge.fred.Replica;
import discedge.fred.StoreEffect;
import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredEffect;
import discedge.fred.kv.FredNode;
import discedge.fred.kv.FredReply;
import discedge.session.RecordKey;
import discedge.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way of a {@link FredStore}'s calls to the FReD node of its own process: no socket, no thread, no copy. Calls are taken
 * down and carried out in their order later, so that none is answered while it is made. This node's own answer waits for its disk
 * and for nothing else; what another member has is answered from what its link has told.
 */
public final class InProcess {
    /** In place of host:port, of the FReD node and of the trigger. */
    public static final String ADDRESS = "embedded";
    /** Who calls, as FReD's clients without a certificate do. */
    public static final String USER = "local";
    /** With so many calls in one go a long scan lets others come in between. */
    private static final int AT_ONCE = 64;
    /** How a wish for a session's items begins; no key does. Then the keygroup, / and the session. */
    private static final String WISH = "fred?";

    private final FredStore store;
    private final FredNode node;
    private final Replica replica;
    private final ArrayDeque<StoreEffect.Call> calls = new ArrayDeque<>();
    private final Map<Long, SessionId> asked = new HashMap<>();
    private String from = "";
    private int left;

    /** @param replica carries the FReD node's records, and those of its peers */
    public InProcess(FredStore store, FredNode node, Replica replica) {
        this.store = store;
        this.node = node;
        this.replica = replica;
        replica.index(WISH, this::wanted);
    }

    /** Asks the peers for all they have of a session; the replica says who was silent, and a peer may be no member yet. */
    public void fetch(long token, SessionId session, Duration timeout, Instant now) {
        asked.put(token, session);
        replica.fetch(token, WISH + store.keygroup() + "/" + session.value(), timeout, now);
    }

    /** What came of it, when FReD has told of what came: of erased items there are FReD's tombstones. */
    public StoreEffect.Fetched fetched(StoreEffect.Fetched answer) {
        SessionId session = asked.remove(answer.token());
        return new StoreEffect.Fetched(answer.token(), answer.silent(), answer.found(), answer.elsewhere(), store.hasErased(session.value()));
    }

    /** The replica knows who holds an item, on disk or not; FReD's answers do not say that. */
    public boolean isSafe(String id) {
        return node.keysOf(store.keygroup(), id).stream().anyMatch(replica::safe);
    }

    private List<String> wanted(String wish) {
        int slash = wish.indexOf('/');
        String session = wish.substring(slash + 1);
        if (slash < 0 || !SessionId.isValid(session)) return List.of();
        return node.keysFrom(wish.substring(0, slash), new RecordKey.First(new SessionId(session)).text(), session);
    }

    /** What FReD tells next came from this peer; empty = it was written here. */
    public void from(String peer) {
        from = peer;
    }

    /** The store's trigger. */
    public void tell(FredEffect.Tell tell, Instant now) {
        store.told(tell.keygroup(), tell.id(), tell.value(), from, now);
    }

    public void call(StoreEffect.Call call) {
        calls.add(call);
    }

    /** Something has happened: some more calls may be carried out. */
    public void begin() {
        left = AT_ONCE;
    }

    /** Calls wait for the next {@link #begin}. */
    public boolean isBusy() {
        return !calls.isEmpty();
    }

    /** Carries calls out; the FReD node answers them, under their numbers below zero. */
    public void carry(Instant now) {
        for (; left > 0 && !calls.isEmpty(); left--) carry(calls.poll(), now);
    }

    private void carry(StoreEffect.Call call, Instant now) {
        Optional<String> member = call.host();
        if (member.isEmpty()) node.call(-call.id(), USER, call.call(), now);
        else if (!replica.isLinked(member.get())) node.answered(-call.id(), new FredReply.NoAnswer("node " + member.get() + " is not linked"));
        else at(member.get(), call.id(), call.call(), now);
    }

    private void at(String member, long id, FredCall call, Instant now) {
        if (call instanceof FredCall.Scan || call instanceof FredCall.Read) node.callAs(member, key -> replica.isAt(member, key), -id, USER, call, now);
        // Keygroups, members and roles are the same at every node.
        else node.call(-id, USER, call, now);
    }
}
