package discedge.console.sessions.inspector;

import discedge.api.NodeService.SessionView;
import discedge.session.SessionHeader;
import discedge.session.TurnContent;
import discedge.session.TurnHash;
import discedge.session.TurnRecord;
import discedge.tokens.TokenSequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A session as a node holds it: the records of one chain, and all their ids in one row.
 *
 * @param node that was asked
 * @param chain turn n at index n − 1
 * @param branches every other record
 * @param starts of each record of the chain, in ids; one more at the end
 */
@SuppressWarnings("ArrayRecordComponent")
record SessionTokens(String node, SessionHeader header, List<TurnRecord> chain, List<TurnRecord> branches, int[] starts, TokenMap map) {
    static SessionTokens of(String node, SessionView view) {
        return of(node, view.header(), view.log(), view.branches());
    }

    private static SessionTokens of(String node, SessionHeader header, List<TurnRecord> chain, List<TurnRecord> branches) {
        var starts = new int[chain.size() + 1];
        for (int i = 0; i < chain.size(); i++) starts[i + 1] = starts[i] + chain.get(i).content().tokens();
        return new SessionTokens(node, header, List.copyOf(chain), List.copyOf(branches), starts, TokenMap.of(chain));
    }

    /** Ids in all. */
    int length() {
        return starts[chain.size()];
    }

    /** The node stores texts: there are no ids. */
    boolean isText() {
        return !chain.isEmpty() && chain.getFirst().content() instanceof TurnContent.Texts;
    }

    Optional<TurnHash> head() {
        return chain.isEmpty() ? Optional.empty() : Optional.of(chain.getLast().hash());
    }

    /** Index of the record that an id is in. */
    int record(int id) {
        int at = java.util.Arrays.binarySearch(starts, id);
        int record = at >= 0 ? at : -at - 2;
        return Math.clamp(record, 0, Math.max(0, chain.size() - 1));
    }

    /** @throws IndexOutOfBoundsException if there is no such id, or the node has texts */
    int id(int index) {
        int record = record(index);
        return ids(chain.get(record)).get(index - starts[record]);
    }

    /** The ids from one index to another, the latter not included. */
    TokenSequence ids(int from, int to) {
        var parts = new ArrayList<TokenSequence>();
        for (int record = record(from); record < chain.size() && starts[record] < to; record++) {
            TokenSequence ids = ids(chain.get(record));
            parts.add(ids.slice(Math.max(0, from - starts[record]), Math.min(ids.length(), to - starts[record])));
        }
        return TokenSequence.concat(parts);
    }

    private static TokenSequence ids(TurnRecord record) {
        return switch (record.content()) {
            case TurnContent.Ids(var spans, var ids) -> ids;
            case TurnContent.Texts texts -> TokenSequence.EMPTY;
        };
    }

    /** The chain of another head, if its records are here: what the session was at a cursor, or is in another branch. */
    Optional<SessionTokens> upTo(TurnHash head) {
        if (head().filter(head::equals).isPresent()) return Optional.of(this);
        Map<TurnHash, TurnRecord> all = new HashMap<>();
        chain.forEach(record -> all.put(record.hash(), record));
        branches.forEach(record -> all.put(record.hash(), record));
        var back = new ArrayList<TurnRecord>();
        for (TurnRecord at = all.remove(head); at != null; at = all.remove(at.before())) back.add(at);
        Collections.reverse(back);
        if (back.isEmpty() || back.getFirst().turn() != 1) return Optional.empty();
        return Optional.of(of(node, header, back, List.copyOf(all.values())));
    }
}
