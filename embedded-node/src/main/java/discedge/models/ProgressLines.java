package discedge.models;

import java.util.Locale;
import java.util.function.Consumer;

/** Progress as lines: one when a step begins, and one each quarter of a long one. */
public final class ProgressLines implements Progress {
    private final Consumer<String> say;
    private final String what;
    private Step step;
    private int quarter;

    /** @param what is fetched or copied, for people */
    public ProgressLines(String what, Consumer<String> say) {
        this.what = what;
        this.say = say;
    }

    @Override
    public void at(Step now, long bytesDone, long total) {
        if (now != step) {
            step = now;
            quarter = 0;
            say.accept(words(now) + " " + what + (total > 0 ? ", " + total / 1_000_000 + " MB" : ""));
        }
        int reached = total > 0 ? (int) (4 * bytesDone / total) : 0;
        if (reached <= quarter) return;
        quarter = reached;
        if (now == Step.DOWNLOADING && reached < 4) say.accept(String.format(Locale.ROOT, "  %d %%", 25 * reached));
    }

    /** {@code downloading}. */
    public static String words(Step step) {
        return step.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean cancelled() {
        return Thread.currentThread().isInterrupted();
    }
}
