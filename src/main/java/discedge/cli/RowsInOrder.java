package discedge.cli;

import discedge.experiment.run.TurnRow;
import discedge.experiment.run.TurnRows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts finished rows and what happened between them in order. A turn's bytes and lag are known only when the next turn goes
 * on, so its row is finished then, and what came after its answer waits for it.
 */
final class RowsInOrder {
    private final Consumer<TurnRow> rowOut;
    private final Consumer<String> lineOut;
    private final List<String> held = new ArrayList<>();
    private int finished;

    RowsInOrder(Consumer<TurnRow> rowOut, Consumer<String> lineOut) {
        this.rowOut = rowOut;
        this.lineOut = lineOut;
    }

    /** Something happened now: during a turn it is shown at once, after its answer it stands below its row. */
    void between(String line, TurnRows rows) {
        boolean answered = rows.current().map(row -> row.outcome().answered() && row.turn() > finished).orElse(false);
        if (answered || !held.isEmpty()) held.add(line);
        else lineOut.accept(line);
    }

    /** Shows what is finished. @return the rows that are not */
    List<TurnRow> advance(TurnRows rows) {
        List<TurnRow> all = rows.rows();
        if (finished < all.size() - 1) show(all, all.size() - 1);
        return all.subList(Math.min(finished, all.size()), all.size());
    }

    void end(TurnRows rows) {
        List<TurnRow> all = rows.rows();
        show(all, all.size());
    }

    private void show(List<TurnRow> all, int until) {
        while (finished < until) rowOut.accept(all.get(finished++));
        held.forEach(lineOut);
        held.clear();
    }
}
