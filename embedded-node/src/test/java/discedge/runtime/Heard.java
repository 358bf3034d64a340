package discedge.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import discedge.fred.LinkId;
import discedge.fred.PeerMessage;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** What one side of a test was told, in order; a test takes it piece by piece. */
final class Heard implements LinkEvents {
    sealed interface News {}

    record Opened(LinkId link) implements News {}

    record Got(LinkId link, PeerMessage message) implements News {}

    record Closed(LinkId link, String why, Duration retryIn) implements News {}

    record Unreachable(String address, String why, Duration retryIn) implements News {}

    final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    volatile BiConsumer<LinkId, PeerMessage> answer = (link, message) -> {};
    volatile BiConsumer<LinkId, Boolean> greeting = (link, dialled) -> {};

    @Override
    public void opened(LinkId link) {
        news.add(new Opened(link));
        greeting.accept(link, link.dialled());
    }

    @Override
    public void received(LinkId link, PeerMessage message) {
        news.add(new Got(link, message));
        answer.accept(link, message);
    }

    @Override
    public void closed(LinkId link, String why, Duration retryIn) {
        news.add(new Closed(link, why, retryIn));
    }

    @Override
    public void unreachable(String address, String why, Duration retryIn) {
        news.add(new Unreachable(address, why, retryIn));
    }

    /** The next news, which must be of this kind. */
    <N extends News> N next(Class<N> kind) {
        News next = take();
        assertEquals(kind, next.getClass(), () -> "instead came " + next);
        return kind.cast(next);
    }

    /** The next news of this kind, whatever comes before. */
    <N extends News> N until(Class<N> kind) {
        while (true) {
            News next = take();
            if (kind.isInstance(next)) return kind.cast(next);
        }
    }

    private News take() {
        try {
            News next = news.poll(15, TimeUnit.SECONDS);
            assertNotNull(next, "nothing came within 15 s");
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
