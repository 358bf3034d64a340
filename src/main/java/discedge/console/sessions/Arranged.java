package discedge.console.sessions;

import java.util.List;
import javafx.collections.ObservableListBase;

/** The rows as the table shows them. Says no more than what changed: nothing, the order, or which there are. */
final class Arranged extends ObservableListBase<SessionRow> {
    private List<SessionRow> rows = List.of();

    /** @return whether anything is different */
    boolean set(List<SessionRow> next) {
        if (isSame(next)) return false;
        for (SessionRow row : rows) row.place(-1);
        for (int i = 0; i < next.size(); i++) next.get(i).place(i);
        List<SessionRow> before = rows;
        rows = next;
        beginChange();
        int[] permutation = permutation(before, next);
        if (permutation == null) nextReplace(0, next.size(), before);
        else nextPermutation(0, next.size(), permutation);
        endChange();
        return true;
    }

    private boolean isSame(List<SessionRow> next) {
        if (next.size() != rows.size()) return false;
        for (int i = 0; i < next.size(); i++) if (next.get(i) != rows.get(i)) return false;
        return true;
    }

    /** Null if some came or went. */
    private static int[] permutation(List<SessionRow> before, List<SessionRow> next) {
        if (before.size() != next.size()) return null;
        var permutation = new int[before.size()];
        for (int i = 0; i < permutation.length; i++) {
            permutation[i] = before.get(i).place();
            if (permutation[i] < 0) return null;
        }
        return permutation;
    }

    @Override
    public SessionRow get(int index) {
        return rows.get(index);
    }

    @Override
    public int size() {
        return rows.size();
    }
}
