package discedge.console.sessions;

import discedge.console.sessions.state.SessionLine;
import discedge.console.sessions.state.Surroundings;
import discedge.session.SessionId;
import discedge.timeline.persistent.PersistentMap;
import discedge.timeline.world.SessionState;
import discedge.timeline.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A row for each session of the world. Worlds share what did not change, so that the next one costs as much as what differs:
 * of ten thousand sessions those that moved are looked at, no others. On the FX thread.
 */
final class SessionRows {
    private final Map<SessionId, SessionRow> rows = new HashMap<>();
    private final int[] counts = new int[Quick.values().length];
    private PersistentMap<SessionId, SessionState> shown = PersistentMap.empty();
    private Surroundings around = Surroundings.NONE;
    private int number;
    private long looked;

    /** What an update did. */
    enum Change {
        NOTHING,
        /** Figures of some rows. */
        FIGURES,
        /** Rows came, too. */
        CAME,
        /** Rows are gone: the cursor went back, or another log is shown. */
        WENT
    }

    Change update(World world) {
        PersistentMap<SessionId, SessionState> before = shown;
        Surroundings now = Surroundings.of(world);
        boolean all = !now.equals(around);
        if (!all && world.sessionStates() == before) return Change.NOTHING;
        around = all ? now : around;
        shown = world.sessionStates();
        int had = rows.size();
        long lookedBefore = looked;
        if (all) shown.forEach((id, state) -> put(state));
        else shown.forEachChanged(before, (id, state) -> put(state));
        boolean came = rows.size() > had;
        boolean went = rows.size() > shown.size();
        if (went) before.forEachChanged(shown, (id, state) -> drop(id));
        if (went) return Change.WENT;
        return came ? Change.CAME : looked == lookedBefore ? Change.NOTHING : Change.FIGURES;
    }

    private void put(SessionState state) {
        looked++;
        SessionRow row = rows.get(state.id());
        var line = new SessionLine(state, around);
        if (row == null) {
            row = new SessionRow(line, number++);
            rows.put(state.id(), row);
        } else {
            count(row, -1);
            row.set(line);
        }
        count(row, 1);
    }

    private void drop(SessionId id) {
        if (shown.has(id)) return;
        SessionRow gone = rows.remove(id);
        if (gone != null) count(gone, -1);
    }

    private void count(SessionRow row, int by) {
        for (Quick quick : Quick.values()) if (row.is(quick)) counts[quick.ordinal()] += by;
    }

    int size() {
        return rows.size();
    }

    /** How many sessions are so. */
    int count(Quick quick) {
        return counts[quick.ordinal()];
    }

    SessionRow row(SessionId id) {
        return rows.get(id);
    }

    /** Rows looked at since the start: what the work is measured by. */
    long looked() {
        return looked;
    }

    /** Those that the filter lets through, in order. */
    List<SessionRow> arranged(SessionFilter filter, Comparator<SessionRow> order) {
        var list = new ArrayList<SessionRow>(filter.all() ? rows.size() : 64);
        for (SessionRow row : rows.values()) if (filter.matches(row)) list.add(row);
        list.sort(order);
        return list;
    }
}
