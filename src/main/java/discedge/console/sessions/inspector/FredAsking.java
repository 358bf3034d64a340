package discedge.console.sessions.inspector;

import discedge.console.kit.Failures;
import discedge.console.kit.FxThread;
import discedge.experiment.live.Controls;
import discedge.fred.store.KeptItem;
import discedge.fred.store.SessionItems;
import discedge.timeline.world.SessionState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the nodes' FReD what it holds of a session: at once when another session or other nodes are wanted, once a second at most
 * while the session changes, and every few seconds besides: FReD may be gone, or items come and go, and no event says so. On the FX
 * thread.
 */
final class FredAsking {
    private static final long AGAIN = Duration.ofSeconds(1).toNanos();
    private static final long ANYHOW = Duration.ofSeconds(5).toNanos();

    /** What a node's FReD said. @param why it could not be read, in words; empty if it was */
    record Said(List<KeptItem> items, Optional<String> why) {}

    private final Runnable news;
    private Map<String, Said> said = new TreeMap<>();
    private Map<String, Said> coming = new TreeMap<>();
    private List<String> nodes = List.of();
    private Optional<SessionState> session = Optional.empty();
    private long askedAt;
    private long number;

    /** @param news called when all have answered */
    FredAsking(Runnable news) {
        this.news = news;
    }

    /** By node; empty until all have answered once. */
    Map<String, Said> said() {
        return said;
    }

    /** Until they are asked again if nothing changes, whole seconds. */
    long retryIn() {
        return Math.max(0, Math.ceilDiv(ANYHOW - (System.nanoTime() - askedAt), Duration.ofSeconds(1).toNanos()));
    }

    /** Lets go of everything. */
    void stop() {
        number++;
        said = new TreeMap<>();
        coming = new TreeMap<>();
        nodes = List.of();
        session = Optional.empty();
    }

    void want(Controls controls, List<String> from, SessionState now) {
        boolean other = !from.equals(nodes) || session.filter(known -> known.id().equals(now.id())).isEmpty();
        if (other) stop();
        else {
            if (coming.size() < nodes.size()) return;
            long since = System.nanoTime() - askedAt;
            if (since < (session.get() != now ? AGAIN : ANYHOW)) return;
        }
        nodes = List.copyOf(from);
        session = Optional.of(now);
        askedAt = System.nanoTime();
        coming = new TreeMap<>();
        long mine = ++number;
        for (String node : nodes) ask(controls, node, now).whenComplete((answer, failure) -> FxThread.bridge().run(() -> answered(mine, node,
                failure == null ? new Said(answer.items(), answer.why()) : new Said(List.of(), Optional.of(String.valueOf(Failures.cause(failure).getMessage()))))));
    }

    private static CompletableFuture<SessionItems.Answer> ask(Controls controls, String node, SessionState session) {
        try {
            return controls.fredItems(node, session.id());
        } catch (Controls.Refused refused) {
            return CompletableFuture.completedFuture(new SessionItems.Answer(List.of(), Optional.of(refused.getMessage())));
        }
    }

    private void answered(long which, String node, Said what) {
        if (which != number) return;
        coming.put(node, what);
        if (coming.size() < nodes.size()) return;
        said = coming;
        news.run();
    }
}
