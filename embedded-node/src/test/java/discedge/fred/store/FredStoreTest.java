package discedge.fred.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.FredEvent;
import discedge.fred.ItemCheck;
import discedge.fred.StoreEffect;
import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import discedge.fred.kv.VectorClock;
import discedge.session.RecordKey;
import discedge.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the store makes of FReD's answers, and of those that do not come: this test is FReD. */
class FredStoreTest {
    private static final SessionId SESSION = new SessionId("abcdefghijklmnopqrstuvwxyz");
    private static final String KEY = new RecordKey.Deleted(SESSION).text();
    private static final byte[] VALUE = {1};
    private static final FredReply.Refusal NOT_FOUND = FredReply.Refusal.of("item I not found in keygroup K");
    private static final FredReply.NoAnswer SILENCE = new FredReply.NoAnswer("FReD did not answer in time");

    private final FredStore store = new FredStore(FredStoreSetting.of("edge", 1, "kg", "127.0.0.1:9001", Optional.of("A"), List.of("edge"), "127.0.0.1:9301"), ItemCheck.NONE);
    private final Deque<StoreEffect.Call> calls = new ArrayDeque<>();
    private final List<StoreEffect> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void it_is_set_up_in_FReDs_order_and_then_reads_all_that_is_there() {
        store.start(now);
        assertTrue(store.trouble().isPresent());
        setUp(new FredReply.Done(), Map.of("A", Duration.ZERO), new FredReply.Items(List.of(item(Setup.ANCHOR, "1"), item(KEY, SevenBits.pack(VALUE)))));
        assertEquals(Optional.empty(), store.trouble());
        assertTrue(told.stream().anyMatch(effect -> effect instanceof StoreEffect.Arrived(var item, String from) && item.key().equals(KEY) && from.equals("A")));
        assertTrue(told.stream().anyMatch(effect -> effect instanceof StoreEffect.Emit(var event) && event instanceof FredEvent.Ready));
    }

    @Test
    void a_member_by_name_only_is_added_once_more() {
        store.start(now);
        reply(FredCall.CreateKeygroup.class, new FredReply.Refused("error creating keygroup"));
        reply(FredCall.GetKeygroupInfo.class, new FredReply.Info(true, Map.of("A", Duration.ZERO), Map.of("A", "127.0.0.1:9001")));
        reply(FredCall.Read.class, new FredReply.Refused("error reading item 0 from keygroup kg"));
        reply(FredCall.AddReplica.class, new FredReply.Done());
        reply(FredCall.Read.class, NOT_FOUND);
        assertInstanceOf(FredCall.GetKeygroupInfo.class, calls.peek().call());
    }

    @Test
    void FReD_that_is_not_there_is_said_in_words_and_tried_again() {
        store.start(now);
        reply(FredCall.CreateKeygroup.class, new FredReply.NoAnswer("FReD cannot be reached: Connection refused"));
        assertEquals(Optional.of("FReD at 127.0.0.1:9001 cannot be used now: FReD cannot be reached: Connection refused"), store.trouble());
        store.create(7, KEY, VALUE, now);
        drain();
        assertTrue(told.stream().anyMatch(effect -> effect instanceof StoreEffect.CreateFailed(long token, String why) && token == 7 && why.contains("Connection refused")));
        now = now.plusSeconds(1);
        store.tick(now);
        drain();
        assertInstanceOf(FredCall.CreateKeygroup.class, calls.peek().call());
    }

    @Test
    void a_write_is_kept_when_FReD_answers() {
        StoreEffect.Call update = write();
        answer(update, new FredReply.Written(KEY, VectorClock.NONE));
        assertTrue(told.contains(new StoreEffect.Created(7)));
    }

    @Test
    void a_write_is_kept_when_the_trigger_tells_of_it_though_FReD_does_not_answer() {
        StoreEffect.Call update = write();
        store.told("kg", KEY, SevenBits.pack(VALUE), "", now);
        drain();
        assertTrue(told.contains(new StoreEffect.Created(7)));
        told.clear();
        answer(update, SILENCE);
        assertTrue(told.stream().noneMatch(StoreEffect.CreateFailed.class::isInstance), "and what comes late changes nothing");
    }

    @Test
    void an_answer_that_does_not_come_is_resolved_by_reading_back() {
        answer(write(), SILENCE);
        reply(FredCall.Read.class, new FredReply.Items(List.of(item(KEY, SevenBits.pack(VALUE)))));
        assertTrue(told.contains(new StoreEffect.Created(7)));
    }

    @Test
    void a_refused_write_whose_item_is_there_is_kept_and_another_value_is_a_failure() {
        answer(write(), new FredReply.Refused("error updating item"));
        reply(FredCall.Read.class, new FredReply.Items(List.of(item(KEY, SevenBits.pack(new byte[] {2})))));
        assertTrue(told.stream().anyMatch(effect -> effect instanceof StoreEffect.CreateFailed(long token, String why) && token == 7 && why.contains("another value")));
    }

    @Test
    void what_was_not_kept_is_written_again_until_its_time_is_up() {
        answer(write(), SILENCE);
        reply(FredCall.Read.class, NOT_FOUND);
        for (int i = 0; i < 100 && told.stream().noneMatch(StoreEffect.CreateFailed.class::isInstance); i++) {
            now = now.plusMillis(200);
            store.tick(now);
            drain();
            for (StoreEffect.Call call : List.copyOf(calls)) {
                if (call.call() instanceof FredCall.Update update && update.id().equals(KEY)) answer(call, SILENCE);
                else if (call.call() instanceof FredCall.Read read && read.id().equals(KEY)) answer(call, NOT_FOUND);
            }
        }
        assertTrue(told.stream().anyMatch(effect -> effect instanceof StoreEffect.CreateFailed(long token, String why) && token == 7 && why.contains("did not answer in time")), told.toString());
    }

    @Test
    void a_write_that_a_comparison_finds_before_FReD_says_so_is_kept_and_did_not_come_from_elsewhere() {
        StoreEffect.Call update = write();
        now = now.plusSeconds(10);
        store.tick(now);
        reply(FredCall.GetKeygroupTriggers.class, new FredReply.Hosts(Map.of("discedgeedge", "127.0.0.1:9301")));
        reply(FredCall.Scan.class, new FredReply.Items(List.of(item(Setup.ANCHOR, ""), item(KEY, ""))));
        reply(FredCall.Read.class, new FredReply.Items(List.of(item(KEY, SevenBits.pack(VALUE)))));
        assertTrue(told.contains(new StoreEffect.Created(7)));
        assertTrue(told.stream().noneMatch(StoreEffect.Arrived.class::isInstance), told.toString());
        told.clear();
        answer(update, new FredReply.Written(KEY, VectorClock.NONE));
        assertEquals(List.of(), told);
    }

    @Test
    void members_that_come_later_are_told_and_each_is_compared_with_and_measured_every_time() {
        store.start(now);
        setUp(new FredReply.Done(), Map.of("A", Duration.ZERO), new FredReply.Items(List.of(item(Setup.ANCHOR, "1"))));
        told.clear();
        for (int round = 1; round <= 2; round++) {
            now = now.plusSeconds(4);
            store.tick(now);
            reply(FredCall.GetKeygroupTriggers.class, new FredReply.Hosts(Map.of("discedgeedge", "127.0.0.1:9301")));
            reply(FredCall.Scan.class, new FredReply.Items(List.of(item(Setup.ANCHOR, ""))));
            reply(FredCall.GetKeygroupInfo.class, new FredReply.Info(true, Map.of("A", Duration.ZERO, "B", Duration.ZERO), Map.of("A", "127.0.0.1:9001", "B", "127.0.0.1:9002")));
            StoreEffect.Call other = calls.stream().filter(call -> call.host().isPresent()).findFirst().orElseThrow();
            now = now.plusMillis(38);
            answer(other, new FredReply.Items(List.of(item(Setup.ANCHOR, ""))));
        }
        List<FredEvent> events = told.stream().flatMap(effect -> effect instanceof StoreEffect.Emit(var event) && event instanceof FredEvent fred ? Stream.of(fred) : Stream.of()).toList();
        assertEquals(1, events.stream().filter(FredEvent.Members.class::isInstance).count(), "once, not each time");
        assertEquals(List.of(38L, 38L), events.stream().flatMap(event -> event instanceof FredEvent.Compared seen && seen.member().equals("B") ? Stream.of(seen.roundTrip().toMillis()) : Stream.of()).toList());
    }

    @Test
    void the_first_try_of_a_start_that_FReD_does_not_answer_is_repeated_before_it_is_told() {
        store.start(now);
        reply(FredCall.CreateKeygroup.class, SILENCE);
        assertEquals(0, troubles());
        reply(FredCall.CreateKeygroup.class, SILENCE);
        assertEquals(1, troubles());
    }

    @Test
    void FReD_is_lost_when_it_does_not_answer_twice() {
        store.start(now);
        setUp(new FredReply.Done(), Map.of("A", Duration.ZERO), new FredReply.Items(List.of(item(Setup.ANCHOR, "1"))));
        var registered = new FredReply.Hosts(Map.of("discedgeedge", "127.0.0.1:9301"));
        now = now.plusSeconds(4);
        store.tick(now);
        reply(FredCall.GetKeygroupTriggers.class, SILENCE);
        reply(FredCall.GetKeygroupTriggers.class, registered);
        reply(FredCall.Scan.class, SILENCE);
        reply(FredCall.Scan.class, new FredReply.Items(List.of(item(Setup.ANCHOR, ""))));
        reply(FredCall.GetKeygroupInfo.class, new FredReply.Info(true, Map.of("A", Duration.ZERO), Map.of("A", "127.0.0.1:9001")));
        assertEquals(Optional.empty(), store.trouble(), "a machine that is busy for a moment has not lost FReD");
        now = now.plusSeconds(4);
        store.tick(now);
        reply(FredCall.GetKeygroupTriggers.class, registered);
        reply(FredCall.Scan.class, SILENCE);
        reply(FredCall.Scan.class, SILENCE);
        assertTrue(store.trouble().isPresent());
        assertEquals(1, troubles());
    }

    private long troubles() {
        return told.stream().filter(effect -> effect instanceof StoreEffect.Emit(var event) && event instanceof FredEvent.Trouble).count();
    }

    // ---- FReD

    private StoreEffect.Call write() {
        store.start(now);
        setUp(new FredReply.Done(), Map.of("A", Duration.ZERO), new FredReply.Items(List.of(item(Setup.ANCHOR, "1"))));
        calls.clear();
        told.clear();
        store.create(7, KEY, VALUE, now);
        drain();
        return calls.stream().filter(call -> call.call() instanceof FredCall.Update update && update.id().equals(KEY)).findFirst().orElseThrow();
    }

    private void setUp(FredReply created, Map<String, Duration> members, FredReply all) {
        reply(FredCall.CreateKeygroup.class, created);
        reply(FredCall.GetKeygroupInfo.class, new FredReply.Info(true, members, Map.of("A", "127.0.0.1:9001")));
        reply(FredCall.Read.class, NOT_FOUND);
        reply(FredCall.GetKeygroupInfo.class, new FredReply.Info(true, members, Map.of("A", "127.0.0.1:9001")));
        for (int role = 0; role < 5; role++) reply(FredCall.AddUser.class, new FredReply.Done());
        reply(FredCall.Update.class, new FredReply.Written(Setup.ANCHOR, VectorClock.NONE));
        reply(FredCall.RemoveTrigger.class, new FredReply.Done());
        reply(FredCall.AddTrigger.class, new FredReply.Done());
        reply(FredCall.Scan.class, all);
    }

    private void reply(Class<? extends FredCall> expected, FredReply reply) {
        drain();
        StoreEffect.Call next = calls.stream().filter(call -> expected.isInstance(call.call())).findFirst()
                .orElseThrow(() -> new AssertionError("no " + expected.getSimpleName() + " among " + calls));
        answer(next, reply);
    }

    private void answer(StoreEffect.Call call, FredReply reply) {
        calls.remove(call);
        store.replied(call.id(), reply, now);
        drain();
    }

    private void drain() {
        for (StoreEffect effect : store.drain()) {
            if (effect instanceof StoreEffect.Call call) calls.add(call);
            else told.add(effect);
        }
    }

    private static FredReply.Item item(String key, String value) {
        return new FredReply.Item(key, value, VectorClock.NONE);
    }
}
