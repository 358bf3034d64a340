package discedge.runtime;

import discedge.engine.simulated.Pacer;
import java.util.concurrent.locks.LockSupport;

/** Paces by the machine's monotonic clock. Works on platform and virtual threads. */
public final class RealPacer implements Pacer {
    @Override
    public long now() {
        return System.nanoTime();
    }

    @Override
    public void awaitUntil(long moment) throws InterruptedException {
        while (true) {
            if (Thread.interrupted()) throw new InterruptedException("interrupted while the engine worked");
            long left = moment - System.nanoTime();
            if (left <= 0) return;
            LockSupport.parkNanos(this, left);
        }
    }
}
