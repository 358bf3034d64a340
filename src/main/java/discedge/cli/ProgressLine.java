package discedge.cli;

import discedge.models.Progress;
import discedge.models.ProgressLines;

/** Progress in the terminal: one line that is redrawn, or, where nobody watches, a few lines. Ctrl+C cancels. */
final class ProgressLine implements Progress {
    private static final long REDRAW_NS = 100_000_000;

    private final Terminal terminal;
    private final String what;
    private final ProgressLines lines;
    private long drawn;

    ProgressLine(Terminal terminal, String what) {
        this.terminal = terminal;
        this.what = what;
        lines = new ProgressLines(what, terminal::line);
    }

    @Override
    public void at(Step step, long bytesDone, long total) {
        if (!terminal.interactive()) {
            lines.at(step, bytesDone, total);
            return;
        }
        boolean complete = total > 0 && bytesDone >= total;
        if (!complete && System.nanoTime() - drawn < REDRAW_NS) return;
        drawn = System.nanoTime();
        String percent = total > 0 ? Words.percent((double) bytesDone / total) + " of " : "";
        terminal.raw("\r" + ProgressLines.words(step) + " " + what + ": " + percent + Words.bytes(total > 0 ? total : bytesDone) + "    " + (complete ? "\n" : ""));
    }

    @Override
    public boolean cancelled() {
        return Thread.currentThread().isInterrupted();
    }
}
