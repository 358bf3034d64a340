package discedge.cli;

import discedge.event.NodeEvent;
import discedge.experiment.run.RunWatcher;
import discedge.experiment.run.TurnRow;
import discedge.experiment.run.TurnRows;
import java.time.Instant;
import java.util.List;

/** A run on a terminal that is not interactive: one aligned line a turn, captions and faults as lines. */
final class PlainLines implements RunWatcher {
    private final Terminal terminal;
    private final Columns columns;
    private int printed;

    PlainLines(Terminal terminal, List<String> nodes) {
        this.terminal = terminal;
        this.columns = new Columns(nodes, terminal.width());
        terminal.line(columns.header());
    }

    @Override
    public void event(NodeEvent event, TurnRows rows) {
        Happenings.caption(event).ifPresent(text -> terminal.line("  " + text));
        Happenings.fault(event).ifPresent(text -> terminal.line("  * " + text));
    }

    /** A turn's bytes and lag are known when the next one goes on, so its line comes then. */
    @Override
    public void tick(Instant now, TurnRows rows) {
        List<TurnRow> all = rows.rows();
        while (printed < all.size() - 1) terminal.line(columns.line(all.get(printed++)));
    }

    @Override
    public void end(TurnRows rows) {
        List<TurnRow> all = rows.rows();
        while (printed < all.size()) terminal.line(columns.line(all.get(printed++)));
    }
}
