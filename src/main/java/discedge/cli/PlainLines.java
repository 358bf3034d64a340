package discedge.cli;

import discedge.event.NodeEvent;
import discedge.experiment.run.RunWatcher;
import discedge.experiment.run.TurnRows;
import java.time.Instant;
import java.util.List;

/** A run on a terminal that is not interactive: one aligned line a turn, captions and faults as lines. */
final class PlainLines implements RunWatcher {
    private final Terminal terminal;
    private final Columns columns;
    private final RowsInOrder order;

    PlainLines(Terminal terminal, List<String> nodes) {
        this.terminal = terminal;
        this.columns = new Columns(nodes, terminal.width());
        this.order = new RowsInOrder(row -> terminal.line(columns.line(row)), terminal::line);
        terminal.line(columns.header());
    }

    @Override
    public void event(NodeEvent event, TurnRows rows) {
        Happenings.caption(event).ifPresent(text -> order.between("  " + text, rows));
        Happenings.fault(event).ifPresent(text -> order.between("  * " + text, rows));
    }

    @Override
    public void tick(Instant now, TurnRows rows) {
        order.advance(rows);
    }

    @Override
    public void end(TurnRows rows) {
        order.end(rows);
    }
}
