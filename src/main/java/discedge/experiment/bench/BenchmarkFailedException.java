package discedge.experiment.bench;

/** A benchmark could not measure what it was to measure; the message says what went wrong. Figures are never made up for it. */
public final class BenchmarkFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    public BenchmarkFailedException(String why) {
        super(why);
    }

    public BenchmarkFailedException(String why, Throwable cause) {
        super(why, cause);
    }
}
