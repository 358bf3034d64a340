package discedge.experiment.live;

import discedge.experiment.live.Controls.Refused;
import discedge.lab.remote.NodeAddress;
import discedge.lab.remote.RemoteException;
import discedge.lab.remote.Rest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/** An address where a node is to be watched, whose name nobody knows yet: asked again and again until one answers. Safe for many threads. */
final class Awaited implements AutoCloseable {
    private final NodeAddress address;
    private final String label;
    private final String site;
    private final int number;
    private final InstantSource clock;
    private final Rest rest = new Rest();
    private volatile WatchedNodes.Unanswered state;

    /** Asks the node. */
    interface Attempt {
        /** Adds what answers. @throws Refused if it cannot be added, such as for its name */
        void go() throws RemoteException;
    }

    Awaited(NodeAddress address, String label, String site, int number, InstantSource clock) {
        this.address = address;
        this.label = label;
        this.site = site;
        this.number = number;
        this.clock = clock;
        Instant now = clock.instant();
        state = new WatchedNodes.Unanswered(address, label, site, "", now, now);
    }

    /** @param changed hears that it did not answer, or is to be asked no more */
    void begin(Attempt attempt, Consumer<Awaited> done, Runnable changed) {
        Thread.ofPlatform().daemon().name("await " + address).start(() -> {
            Duration retry = Rest.FIRST;
            while (!rest.isClosed()) {
                try {
                    attempt.go();
                    done.accept(this);
                    return;
                } catch (RemoteException | Refused e) {
                    state = new WatchedNodes.Unanswered(address, label, site, e.getMessage(), state.since(), clock.instant().plus(retry));
                }
                changed.run();
                rest.rest(retry);
                retry = Rest.longer(retry);
            }
        });
    }

    NodeAddress address() {
        return address;
    }

    /** Its place among all that were named. */
    int number() {
        return number;
    }

    WatchedNodes.Unanswered state() {
        return state;
    }

    void retryNow() {
        rest.goOn();
    }

    @Override
    public void close() {
        rest.close();
    }
}
