package discedge.runtime;

/** Waiting for threads whose end must not be missed: what they hold is let go of behind them. */
public final class Joining {
    private Joining() {}

    /** Also when the calling thread is interrupted, which it still is afterwards. */
    public static void untilEnded(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
