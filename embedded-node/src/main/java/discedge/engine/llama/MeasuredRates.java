package discedge.engine.llama;

/** How fast this machine does what with this model, from what it did so far; newer measurements count more. Safe for many threads. */
final class MeasuredRates {
    private static final double NEWEST = 0.2;

    /** Until something was measured: slow to save and restore, so that nothing is saved on a guess, and typical for small models. */
    private double prefillPerSecond = 200;
    private double saveBytesPerSecond = 3e8;
    private double restoreBytesPerSecond = 3e8;

    synchronized void prefilled(int ids, long nanos) {
        if (ids > 0 && nanos > 0) prefillPerSecond += NEWEST * (ids * 1e9 / nanos - prefillPerSecond);
    }

    synchronized void saved(long bytes, long nanos) {
        if (bytes > 0 && nanos > 0) saveBytesPerSecond += NEWEST * (bytes * 1e9 / nanos - saveBytesPerSecond);
    }

    synchronized void restored(long bytes, long nanos) {
        if (bytes > 0 && nanos > 0) restoreBytesPerSecond += NEWEST * (bytes * 1e9 / nanos - restoreBytesPerSecond);
    }

    /** Saving now and restoring later costs less than evaluating again. */
    synchronized boolean savingPays(int ids, long bytes) {
        return bytes / saveBytesPerSecond + bytes / restoreBytesPerSecond < ids / prefillPerSecond;
    }

    /** Restoring costs less than evaluating what it would give. */
    synchronized boolean restoringPays(int idsGained, long bytes) {
        return bytes / restoreBytesPerSecond < idsGained / prefillPerSecond;
    }
}
