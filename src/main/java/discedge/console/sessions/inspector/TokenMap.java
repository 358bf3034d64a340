package discedge.console.sessions.inspector;

import discedge.session.Role;
import discedge.session.RoleSpan;
import discedge.session.TurnRecord;
import discedge.timeline.world.SessionState;
import discedge.timeline.world.TurnState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where each message and turn lies in a session's ids, whether the ids themselves are known or not.
 *
 * @param stretches in order and without gaps
 * @param exact by the records; otherwise as events count tokens, which do not tell the template from the prompt
 */
record TokenMap(List<Stretch> stretches, boolean exact) {
    static final TokenMap EMPTY = new TokenMap(List.of(), false);

    TokenMap {
        stretches = List.copyOf(stretches);
    }

    static TokenMap of(List<TurnRecord> chain) {
        var stretches = new ArrayList<Stretch>();
        int start = 0;
        for (TurnRecord record : chain) {
            int at = start;
            int end = start + record.content().tokens();
            for (RoleSpan span : record.content().spans()) {
                // Texts are tokenized anew: their spans are those of then and may not fit the count of now.
                int from = Math.min(end, Math.max(at, start + span.start()));
                int to = Math.min(end, Math.max(from, start + span.end()));
                if (from > at) stretches.add(new Stretch(record.turn(), record.origin(), Optional.empty(), at, from));
                if (to > from) stretches.add(new Stretch(record.turn(), record.origin(), Optional.of(span.role()), from, to));
                at = to;
            }
            if (end > at) stretches.add(new Stretch(record.turn(), record.origin(), Optional.empty(), at, end));
            start = end;
        }
        return new TokenMap(stretches, true);
    }

    /** As far as events tell: what each turn adds, and how much of it is the answer. */
    static TokenMap of(SessionState session) {
        var stretches = new ArrayList<Stretch>();
        int start = 0;
        for (TurnState turn : session.turnsInOrder()) {
            int added = turn.tokens().added();
            int prompt = Math.max(0, added - turn.tokens().answer());
            String node = turn.asked().node();
            if (prompt > 0) stretches.add(new Stretch(turn.turn(), node, Optional.of(Role.USER), start, start + prompt));
            if (added > prompt) stretches.add(new Stretch(turn.turn(), node, Optional.of(Role.ASSISTANT), start + prompt, start + added));
            start += added;
        }
        return new TokenMap(stretches, false);
    }

    int length() {
        return stretches.isEmpty() ? 0 : stretches.getLast().end();
    }

    /** Index of the stretch that an id lies in; the last one for an id beyond. */
    int indexAt(int id) {
        int low = 0;
        int high = stretches.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (stretches.get(middle).end() <= id) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    Optional<Stretch> at(int id) {
        return id < 0 || id >= length() ? Optional.empty() : Optional.of(stretches.get(indexAt(id)));
    }
}
