package discedge.experiment.live;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who wants to hear, on whatever thread, that something is otherwise now. Safe for many threads. */
final class Changes {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** No lock is to be held meanwhile. */
    void tell() {
        listeners.forEach(Runnable::run);
    }
}
