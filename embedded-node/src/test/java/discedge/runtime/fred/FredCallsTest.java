package discedge.runtime.fred;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import discedge.fred.kv.VectorClock;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The ways to FReD's nodes, of which some say nothing. */
class FredCallsTest {
    private static final FredCall READ = new FredCall.Read("group", "key", List.of());

    @Test
    void a_call_made_while_it_closes_is_answered_and_opens_no_way() throws Exception {
        var opened = new CopyOnWriteArrayList<String>();
        BlockingQueue<FredReply> late = new LinkedBlockingQueue<>();
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            String here = "127.0.0.1:" + silent.getLocalPort();
            FredCalls.Opener opener = name -> {
                opened.add(name);
                return new FredClient(here, Optional.empty(), Duration.ofMinutes(1), Duration.ofMinutes(1));
            };
            var calls = new FredCalls("beside", Map.of(), opener, opener);
            // What is under way at the end is answered then, and whoever hears that may want to ask another one at once.
            for (String host : List.of("one", "two", "three")) calls.call(Optional.of(host), READ, _ -> calls.call(Optional.of("after " + host), READ, late::add));
            calls.close();
            for (int i = 0; i < 3; i++) assertInstanceOf(FredReply.NoAnswer.class, late.poll(10, TimeUnit.SECONDS));
        }
        assertEquals(List.of("beside", "one", "two", "three"), opened);
    }

    @Test
    void the_node_beside_is_given_little_time_and_those_over_links_as_long_as_the_way_takes() throws Exception {
        BlockingQueue<FredReply> beside = new LinkedBlockingQueue<>();
        BlockingQueue<FredReply> other = new LinkedBlockingQueue<>();
        var found = new FredReply.Items(List.of(new FredReply.Item("key", "value", VectorClock.NONE)));
        BlockingQueue<Consumer<FredReply>> asked = new LinkedBlockingQueue<>();
        // Answers after the node beside was given up.
        try (var slow = new FredServer((_, _, reply) -> asked.add(reply), 0, Optional.empty());
             var calls = FredCalls.grpc("127.0.0.1:" + slow.port(), Map.of(), Optional.empty(), FredDeadlines.DEFAULT)) {
            calls.call(Optional.of("127.0.0.1:" + slow.port()), READ, other::add);
            calls.call(Optional.empty(), READ, beside::add);
            assertEquals(new FredReply.NoAnswer("FReD did not answer in time"), beside.poll(10, TimeUnit.SECONDS));
            while (other.isEmpty()) {
                Consumer<FredReply> next = asked.poll(20, TimeUnit.MILLISECONDS);
                if (next != null) next.accept(found);
            }
            assertEquals(found, other.poll());
        }
    }
}
