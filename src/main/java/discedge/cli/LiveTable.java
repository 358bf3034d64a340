package discedge.cli;

import discedge.event.NodeEvent;
import discedge.experiment.run.RunWatcher;
import discedge.experiment.run.TurnRow;
import discedge.experiment.run.TurnRows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A run on an interactive terminal: finished rows scroll up; the current one and its answer are redrawn in place at the bottom. */
final class LiveTable implements RunWatcher {
    private static final String ERASE_LINE = "\r\u001b[2K";
    private static final String UP_ONE = "\u001b[1A";
    private static final Duration LONG_WAIT = Duration.ofMillis(100);

    private final Terminal terminal;
    private final Columns columns;
    private final RowsInOrder order;
    /** Lines below the last one that stays. */
    private int drawn;

    LiveTable(Terminal terminal, List<String> nodes) {
        this.terminal = terminal;
        this.columns = new Columns(nodes, terminal.width());
        this.order = new RowsInOrder(row -> stay(painted(row)), this::stay);
        stay(Paint.BOLD.on(fitted(columns.header()), terminal));
    }

    @Override
    public void event(NodeEvent event, TurnRows rows) {
        Happenings.caption(event).ifPresent(text -> Wrapped.lines(text, terminal.width() - 3)
                .forEach(line -> order.between(Paint.DIM.on(fitted("  " + line), terminal), rows)));
        Happenings.fault(event).ifPresent(text -> order.between(Paint.FAULT.on(fitted("  * " + text), terminal), rows));
    }

    @Override
    public void tick(Instant now, TurnRows rows) {
        List<TurnRow> running = order.advance(rows);
        erase();
        if (!running.isEmpty()) draw(running.getLast(), now);
    }

    @Override
    public void end(TurnRows rows) {
        order.end(rows);
        erase();
    }

    private void stay(String line) {
        erase();
        terminal.line(line);
    }

    private void erase() {
        if (drawn > 0) terminal.raw((ERASE_LINE + UP_ONE).repeat(drawn) + ERASE_LINE);
        drawn = 0;
    }

    private void draw(TurnRow row, Instant now) {
        terminal.line(painted(running(row, now)));
        String answer = answer(row.outcome().text());
        terminal.line(Paint.DIM.on(fitted("     " + answer), terminal));
        drawn = 2;
    }

    /** Until the client has its total, the time so far stands there. */
    private static TurnRow running(TurnRow row, Instant now) {
        TurnRow.Times times = row.times();
        if (times.total().isPresent() || now.isBefore(row.sent())) return row;
        var soFar = new TurnRow.Times(times.queue(), times.waited(), times.prefill(), times.decode(), times.commit(), times.firstToken(), Optional.of(Duration.between(row.sent(), now)));
        return new TurnRow(row.turn(), row.node(), row.roamed(), row.session(), row.sent(), row.prompt(), row.outcome(), row.tokens(), soFar, row.bytes(), row.lag());
    }

    /** The end of the answer, in one line and without control characters. */
    private String answer(String text) {
        int room = Math.max(10, terminal.width() - 6);
        String line = text.substring(Math.max(0, text.length() - 2 * room)).replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        return line.length() <= room ? line : line.substring(line.length() - room);
    }

    private String painted(TurnRow row) {
        String plain = columns.line(row);
        if (plain.length() >= terminal.width() || !terminal.colour()) return fitted(plain); // Colour codes must not be cut in two.
        UnaryOperator<String> asIs = cell -> cell;
        boolean held = row.times().waited().map(wait -> wait.compareTo(LONG_WAIT) > 0).orElse(false);
        return terminal.shown(columns.line(row, List.of(asIs, asIs, cell -> Paint.ROAM.on(cell, terminal), held ? cell -> Paint.HELD.on(cell, terminal) : asIs)));
    }

    /** A line that wraps would break the redrawing. */
    private String fitted(String line) {
        String shown = terminal.shown(line);
        return shown.length() < terminal.width() ? shown : shown.substring(0, Math.max(0, terminal.width() - 1));
    }
}
