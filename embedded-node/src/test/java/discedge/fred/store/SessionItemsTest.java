package discedge.fred.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.fred.ItemCheck;
import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import discedge.fred.kv.VectorClock;
import discedge.session.RecordKey;
import discedge.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A session is read from FReD page by page, whatever FReD makes of a page: this test is FReD, as it scans. */
class SessionItemsTest {
    private static final SessionId SESSION = new SessionId("b".repeat(26));
    private static final SessionId NEXT = new SessionId("c".repeat(26));

    /** In FReD's order: by key, then by version. */
    private final List<FredReply.Item> held = new ArrayList<>();
    private final List<FredCall.Scan> scans = new ArrayList<>();
    /** Pages of more items than these are too long for a message. */
    private int longest = Integer.MAX_VALUE;

    private void holds(RecordKey key, String value, String... nodes) {
        for (String node : nodes) held.add(new FredReply.Item(key.text(), value, new VectorClock(Map.of(node, 1L))));
    }

    private void turns(SessionId session, int from, int to) {
        for (int turn = from; turn <= to; turn++) holds(turn(session, turn), SevenBits.pack(new byte[turn]), "A");
    }

    private static RecordKey turn(SessionId session, int turn) {
        return new RecordKey.Turn(session, turn, "abcdefgh");
    }

    private void scan(FredCall call, Consumer<FredReply> reply) {
        FredCall.Scan scan = (FredCall.Scan) call;
        assertEquals("kg", scan.keygroup());
        scans.add(scan);
        assertTrue(scans.size() < 100, "it goes on for ever");
        List<FredReply.Item> from = held.stream().dropWhile(item -> !item.id().equals(scan.id())).limit(scan.count()).toList();
        if (from.isEmpty()) reply.accept(new FredReply.NoStart("error scanning %d items starting at %s from keygroup kg".formatted(scan.count(), scan.id())));
        else if (from.size() > longest) reply.accept(new FredReply.TooLong("the message is too long for FReD: grpc: received message larger than max"));
        else reply.accept(new FredReply.Items(from));
    }

    private SessionItems.Answer read() {
        var answers = new ArrayList<SessionItems.Answer>();
        SessionItems.read("kg", SESSION, ItemCheck.NONE, this::scan, answers::add);
        assertEquals(1, answers.size(), "it answers once");
        return answers.getFirst();
    }

    private static List<String> keys(SessionItems.Answer answer) {
        assertEquals(Optional.empty(), answer.why());
        return answer.items().stream().map(KeptItem::key).toList();
    }

    private List<String> keysOf(SessionId session) {
        String first = new RecordKey.First(session).text();
        return held.stream().map(FredReply.Item::id).filter(key -> key.startsWith(session.value()) && !key.equals(first)).toList();
    }

    @Test
    void all_pages_are_read_and_nothing_of_the_next_session() {
        holds(new RecordKey.First(SESSION), "1", "A");
        turns(SESSION, 1, 150);
        holds(new RecordKey.First(NEXT), "1", "A");
        turns(NEXT, 1, 150);
        SessionItems.Answer answer = read();
        assertEquals(keysOf(SESSION), keys(answer), "each once, and not the first key, which is no record");
        assertEquals(3, scans.size());
        assertEquals(150, answer.items().getLast().bytes());
    }

    @Test
    void a_page_that_ends_with_the_session_is_the_last() {
        holds(new RecordKey.First(SESSION), "1", "A");
        turns(SESSION, 1, 10);
        turns(NEXT, 1, 100);
        assertEquals(10, keys(read()).size());
        assertEquals(1, scans.size());
    }

    @Test
    void siblings_on_both_sides_of_a_pages_border_are_all_there() {
        holds(new RecordKey.First(SESSION), "1", "A");
        turns(SESSION, 1, 61);
        // The 63rd to 65th item: the border is after the 64th.
        holds(turn(SESSION, 62), SevenBits.pack(new byte[9]), "A", "B", "C");
        turns(SESSION, 63, 70);
        List<KeptItem> items = read().items();
        assertEquals(61 + 3 + 8, items.size());
        assertEquals(List.of("A", "B", "C"), items.stream().filter(item -> item.key().equals(turn(SESSION, 62).text())).map(item -> item.version().counts().keySet().iterator().next()).toList());
    }

    @Test
    void a_page_that_is_too_long_for_a_message_is_halved_until_it_is_not() {
        holds(new RecordKey.First(SESSION), "1", "A");
        turns(SESSION, 1, 20);
        longest = 5;
        assertEquals(keysOf(SESSION), keys(read()));
        assertEquals(List.of(64L, 32L, 16L, 8L, 4L), scans.stream().limit(5).map(FredCall.Scan::count).toList());
    }

    @Test
    void a_page_full_of_one_records_siblings_hides_none_of_what_follows() {
        holds(new RecordKey.First(SESSION), "1", "A");
        holds(turn(SESSION, 1), SevenBits.pack(new byte[9]), "A", "B", "C", "D", "E");
        turns(SESSION, 2, 20);
        longest = 7;
        assertEquals(5 + 19, keys(read()).size());
    }

    @Test
    void siblings_that_fit_no_message_are_said_and_not_left_out() {
        holds(new RecordKey.First(SESSION), "1", "A");
        holds(turn(SESSION, 1), SevenBits.pack(new byte[9]), "A", "B", "C", "D", "E");
        turns(SESSION, 2, 20);
        longest = 4;
        SessionItems.Answer answer = read();
        assertTrue(answer.why().orElse("").contains("too long"), answer.toString());
    }

    @Test
    void a_node_that_lacks_the_first_key_has_nothing_of_the_session() {
        turns(NEXT, 1, 3);
        assertEquals(new SessionItems.Answer(List.of(), Optional.empty()), read());
    }

    @Test
    void a_deleted_item_has_no_bytes_and_what_is_no_record_no_origin() {
        holds(new RecordKey.First(SESSION), "1", "A");
        holds(new RecordKey.Deleted(SESSION), "not packed", "A");
        holds(turn(SESSION, 1), "", "B");
        KeptItem odd = read().items().getFirst();
        assertEquals(List.of(10, "", false), List.of(odd.bytes(), odd.origin(), odd.deleted()));
        KeptItem gone = read().items().getLast();
        assertEquals(List.of(0, "", true), List.of(gone.bytes(), gone.origin(), gone.deleted()));
    }

    @Test
    void a_refusal_and_a_silence_are_said_in_words() {
        var answers = new ArrayList<SessionItems.Answer>();
        SessionItems.read("kg", SESSION, ItemCheck.NONE, (_, reply) -> reply.accept(new FredReply.Refused("user edge cannot read from keygroup kg")), answers::add);
        SessionItems.read("kg", SESSION, ItemCheck.NONE, (_, reply) -> reply.accept(new FredReply.NoAnswer("FReD did not answer in time")), answers::add);
        assertEquals(List.of(Optional.of("FReD says: user edge cannot read from keygroup kg"), Optional.of("FReD did not answer in time")), answers.stream().map(SessionItems.Answer::why).toList());
    }

    @Test
    void what_stops_to_answer_in_the_middle_is_not_shown_as_all_there_is() {
        holds(new RecordKey.First(SESSION), "1", "A");
        turns(SESSION, 1, 100);
        var answers = new ArrayList<SessionItems.Answer>();
        SessionItems.read("kg", SESSION, ItemCheck.NONE, (call, reply) -> {
            if (scans.isEmpty()) scan(call, reply);
            else reply.accept(new FredReply.NoAnswer("FReD did not answer in time"));
        }, answers::add);
        assertEquals(List.of(new SessionItems.Answer(List.of(), Optional.of("FReD did not answer in time"))), answers);
    }
}
