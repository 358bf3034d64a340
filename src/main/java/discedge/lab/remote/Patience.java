package discedge.lab.remote;

/**
 * With lines that are no events. A node of a newer version says some that this one cannot read; thousands a second cost a core
 * for nothing. For one thread; one for each stream.
 */
final class Patience {
    /** Beyond those allowed by the rate: what a newer node may say at once, as after a gap. */
    private static final int BURST = 2_000;
    private static final int A_SECOND = 100;
    private static final double NANOS = 1e9;

    private double strained;
    private long since;

    /** @param now nanoseconds of a clock that does not jump */
    Patience(long now) {
        since = now;
    }

    /** A line came. @throws NonsenseException if there were too many of the other sort */
    void take(boolean event, long now) throws NonsenseException {
        strained = Math.max(0, strained - A_SECOND * ((now - since) / NANOS)) + (event ? -1 : 1);
        since = now;
        if (strained > BURST) throw new NonsenseException("it says hardly anything that this version can read, and much of it");
    }
}
