package discedge.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.fred.LinkId;
import discedge.fred.Origin;
import discedge.fred.PeerMessage;
import discedge.fred.StoredItem;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What replication costs on the link beside keys and values. */
class LinkBytesTest {
    private static final String KEY = "abcdefghijklmnopqrstuvwxyz" + "t000001" + "abcdefgh";
    private static final int ITEMS = 300;

    @Test
    void anItemAndItsAckCostFewBytesBesideKeyAndValueAndTheLinkIsOtherwiseSilent() throws Exception {
        Heard a = new Heard();
        Heard b = new Heard();
        try (PeerLinks nodeB = PeerLinks.open("127.0.0.1", 0, b, new SplittableRandom(1));
             PeerLinks nodeA = PeerLinks.open("127.0.0.1", 0, a, new SplittableRandom(2));
             CountingRelay relay = new CountingRelay(nodeB.port())) {
            Origin origin = new Origin("A", 42);
            b.answer = (link, message) -> {
                if (message instanceof PeerMessage.Item item) nodeB.send(link, new PeerMessage.Ack(origin, item.item().number()));
                else nodeB.send(link, new PeerMessage.Hello("B", 43, true, "k", "f"));
            };
            nodeA.addPeer(relay.address());
            LinkId up = a.next(Heard.Opened.class).link();
            nodeA.send(up, new PeerMessage.Hello("A", 42, true, "k", "f"));
            a.next(Heard.Got.class);
            // The first item follows the last bytes of the set-up.
            exchange(nodeA, up, a, origin, 1);
            long setUp = relay.up.get() + relay.down.get();
            long sentBefore = relay.up.get();
            long ackedBefore = relay.down.get();

            long payload = 0;
            for (int number = 2; number < ITEMS + 2; number++) payload += exchange(nodeA, up, a, origin, number);

            double overhead = (relay.up.get() - sentBefore - payload) / (double) ITEMS;
            double ack = (relay.down.get() - ackedBefore) / (double) ITEMS;
            assertTrue(overhead <= 28, "bytes per item beside key and value: " + overhead);
            assertTrue(ack <= 17.5, "bytes per ack: " + ack);
            assertTrue(setUp < 1_200, "bytes of the set-up: " + setUp);
        }
    }

    private static int exchange(PeerLinks from, LinkId link, Heard heard, Origin origin, int number) {
        byte[] value = new byte[120 + number % 200];
        from.send(link, new PeerMessage.Item(new StoredItem(KEY, value, origin, number), false));
        assertEquals(new PeerMessage.Ack(origin, number), heard.next(Heard.Got.class).message());
        return KEY.length() + value.length;
    }
}
