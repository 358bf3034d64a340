package discedge.engine.simulated;

/** Where the simulated engine gets its time from. Deadlines are absolute, so that late wake-ups do not add up. */
public interface Pacer {
    /** Nanoseconds of a clock that never goes back; only differences mean something. */
    long now();

    /**
     * Waits until {@link #now()} has reached a moment; returns at once if it has.
     *
     * @throws InterruptedException if the calling thread was interrupted, before or while it waited
     */
    void awaitUntil(long moment) throws InterruptedException;
}
