package discedge.cli;

import discedge.experiment.run.TurnRow;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The table's columns: one line a turn, whole or in the making. */
final class Columns {
    static final List<String> NAMES = List.of("turn", "node", "roamed", "wait", "prefill", "decode", "total", "request", "sync", "lag");
    private static final int FIGURE = 7;
    private static final int WIDE = 84;

    private final List<String> nodes;
    private final int[] widths;
    private final String gap;

    /** @param width of the terminal */
    Columns(Collection<String> nodes, int width) {
        this.nodes = List.copyOf(nodes);
        boolean wide = width >= WIDE;
        int longest = nodes.stream().mapToInt(String::length).max().orElse(0);
        int node = Math.max(4, Math.min(longest, wide ? 12 : 6));
        this.widths = new int[] {4, node, 6, FIGURE, FIGURE, FIGURE, FIGURE, FIGURE, FIGURE, FIGURE};
        this.gap = wide ? "  " : " ";
    }

    String header() {
        return line(NAMES, List.of());
    }

    /** Without colour. */
    String line(TurnRow row) {
        return line(row, List.of());
    }

    /** @param paints per column, in order; columns beyond the list stay plain */
    String line(TurnRow row, List<UnaryOperator<String>> paints) {
        return (line(cells(row), paints) + note(row)).stripTrailing();
    }

    private String line(List<String> cells, List<UnaryOperator<String>> paints) {
        var out = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            boolean words = i == 1 || i == 2;
            String cell = cells.get(i).length() > widths[i] && words ? cells.get(i).substring(0, widths[i] - 1) + "." : cells.get(i);
            String pad = " ".repeat(Math.max(0, widths[i] - cell.length()));
            String painted = i < paints.size() ? paints.get(i).apply(cell) : cell;
            out.append(i == 0 ? "" : gap).append(words ? painted + pad : pad + painted);
        }
        return out.toString();
    }

    private static List<String> cells(TurnRow row) {
        TurnRow.Times times = row.times();
        return List.of("" + row.turn(), row.node(), row.roamed() ? "yes" : "", Words.time(times.waited()), Words.time(times.prefill()), Words.time(times.decode()),
                Words.time(times.total()), bytes(row.bytes().request()), bytes(row.bytes().syncLink()), Words.time(lag(row)));
    }

    /** The replica that got it last. */
    private static Optional<Duration> lag(TurnRow row) {
        return row.lag().values().stream().max(Duration::compareTo);
    }

    private static String bytes(long bytes) {
        return bytes == 0 ? Words.NOT_MEASURED : Words.bytes(bytes);
    }

    /** What the figures do not say. */
    private String note(TurnRow row) {
        TurnRow.Outcome outcome = row.outcome();
        if (!outcome.answered()) return outcome.refusals().isEmpty() ? "" : gap + "attempt " + outcome.attempts() + ": " + outcome.refusals().getLast();
        if (outcome.stale()) return gap + "without turns " + outcome.missing();
        if (outcome.attempts() > 1) return gap + outcome.attempts() + " attempts";
        List<String> without = outcome.hash().isEmpty() ? List.of() : without(row.lag(), row.node());
        return without.isEmpty() ? "" : gap + "not yet at " + String.join(", ", without);
    }

    private List<String> without(Map<String, Duration> lag, String origin) {
        return nodes.stream().filter(node -> !node.equals(origin) && !lag.containsKey(node)).toList();
    }
}
