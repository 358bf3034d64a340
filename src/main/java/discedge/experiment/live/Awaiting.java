package discedge.experiment.live;

import discedge.lab.remote.NodeAddress;
import discedge.lab.remote.NodeApi;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Addresses whose nodes have not said yet who they are. Safe for many threads. */
final class Awaiting implements AutoCloseable {
    private final NodeApi api;
    private final InOrder order;
    private final InstantSource clock;
    private final Answers answers;
    private final Runnable changed;
    private final List<Awaited> waiting = new ArrayList<>();
    private boolean closed;

    /** Takes a node that has said its name. */
    interface Answers {
        /** @param number its place among all that were named @throws Controls.Refused if it cannot be taken, such as for its name */
        void take(String name, NodeAddress address, String label, String site, int number);
    }

    /** @param changed hears, on any thread, that there are others, or that one did not answer */
    Awaiting(NodeApi api, InOrder order, InstantSource clock, Answers answers, Runnable changed) {
        this.api = api;
        this.order = order;
        this.clock = clock;
        this.answers = answers;
        this.changed = changed;
    }

    /** Asks there until one answers; once, though it is named twice. */
    void begin(NodeAddress address, String label, String site) {
        Awaited begun;
        synchronized (this) {
            if (closed || find(address).isPresent()) return;
            begun = new Awaited(address, label, site, order.reserve(), clock);
            waiting.add(begun);
        }
        begun.begin(() -> {
            String name = api.facts(address).node();
            order.await(begun.number());
            answers.take(name, address, label, site, begun.number());
        }, this::ended, () -> {
            order.heard(begun.number());
            changed.run();
        });
    }

    private void ended(Awaited one) {
        one.close();
        synchronized (this) {
            waiting.remove(one);
        }
        changed.run();
    }

    private synchronized Optional<Awaited> find(NodeAddress address) {
        return waiting.stream().filter(one -> one.address().equals(address)).findFirst();
    }

    /** In the order they were named. */
    synchronized List<WatchedNodes.Unanswered> list() {
        return waiting.stream().map(Awaited::state).toList();
    }

    void forget(NodeAddress address) {
        find(address).ifPresent(this::ended);
    }

    void retry(NodeAddress address) {
        find(address).ifPresent(Awaited::retryNow);
    }

    @Override
    public void close() {
        List<Awaited> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(waiting);
            waiting.clear();
        }
        open.forEach(Awaited::close);
    }
}
