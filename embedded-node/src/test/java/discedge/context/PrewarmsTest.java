package discedge.context;

import static org.junit.jupiter.api.Assertions.*;

import discedge.event.PrewarmEvent;
import discedge.session.ContextMode;
import discedge.session.SessionId;
import discedge.session.TurnHash;
import discedge.tokens.TokenSequence;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrewarmsTest {
    private final ProtocolBench a = ProtocolBench.node("A", PrewarmPolicy.ALL);
    private final ProtocolBench b = ProtocolBench.node("B", PrewarmPolicy.ALL);

    @Test
    void what_is_evaluated_ahead_is_what_the_next_prompt_begins_with() {
        TurnHash one = a.ask(1, "first").answered().hash().orElseThrow();
        a.replicateTo(b);
        TokenSequence ahead = b.prewarms.getLast().ids();
        b.warm(0);
        b.cached = ahead.length();
        b.ask(2, "second").after(one).answered();
        assertTrue(b.lastPrompt().startsWith(ahead), "id for id");
        assertEquals(List.of(), a.prewarms, "where the turn was answered its ids are in the cache already");
        var used = b.events(PrewarmEvent.Used.class).getFirst();
        assertEquals(ahead.length(), used.used());
        assertEquals(0, used.wasted());
    }

    @Test
    void a_newer_turn_supersedes_the_older_and_only_the_newest_is_evaluated_then() {
        a.ask(1, "first").answered();
        a.replicateTo(b);
        ContextEffect.Prewarm first = b.prewarms.getFirst();
        a.ask(2, "second").answered();
        a.replicateTo(b);
        a.ask(3, "third").answered();
        a.replicateTo(b);
        assertEquals(List.of(first.token()), b.cancelledPrewarms.stream().distinct().toList());
        assertEquals(1, b.prewarms.size(), "until it has ended none begins");
        b.protocol.prewarmed(first.token(), new discedge.engine.Prewarm.Result(discedge.engine.Prewarm.Ending.CANCELLED, 0, 64, 64), b.now);
        b.settle();
        assertEquals(2, b.prewarms.size(), "turn 2 was superseded before it began");
        assertEquals(3, b.events(PrewarmEvent.Started.class).getLast().turn());
        assertEquals("superseded", b.events(PrewarmEvent.Ended.class).getFirst().ending());
    }

    @Test
    void its_own_client_ends_it_and_it_is_not_begun_again() {
        TurnHash one = a.ask(1, "first").answered().hash().orElseThrow();
        a.replicateTo(b);
        b.autoAnswer = false;
        b.ask(2, "second").after(one).send();
        assertEquals(List.of(b.prewarms.getFirst().token()), b.cancelledPrewarms);
        b.runGeneration(b.generations.getFirst(), "yes");
        b.warm(0);
        assertEquals(1, b.prewarms.size(), "the session is here now");
    }

    @Test
    void nothing_is_evaluated_ahead_of_a_client_that_waits_for_its_turns_to_arrive() {
        TurnHash one = a.ask(1, "first").answered().hash().orElseThrow();
        b.ask(2, "second").after(one).send();
        a.replicateTo(b);
        assertEquals(List.of(), b.prewarms);
        assertEquals(1, b.generations.size());
    }

    @Test
    void a_deleted_session_is_dropped_and_the_engine_keeps_nothing_of_it() {
        a.ask(1, "first").answered();
        a.replicateTo(b);
        b.warm(0);
        int ids = b.prewarms.getFirst().ids().length();
        a.ask(2, "second").answered();
        a.replicateTo(b);
        a.protocol.delete(99, ProtocolBench.SESSION, a.now);
        a.settle();
        a.replicateTo(b);
        assertEquals(List.of(b.prewarms.getLast().token()), b.cancelledPrewarms.stream().distinct().toList());
        assertTrue(b.evicted.contains(ProtocolBench.SESSION));
        assertEquals(ids, b.events(PrewarmEvent.Wasted.class).getFirst().ids());
        b.protocol.prewarmed(b.prewarms.getLast().token(), new discedge.engine.Prewarm.Result(discedge.engine.Prewarm.Ending.CANCELLED, 0, 0, 0), b.now);
        b.settle();
        assertEquals(2, b.prewarms.size(), "and none begins again");
    }

    @Test
    void one_that_fails_is_forgotten_and_the_next_begins() {
        a.ask(1, "first").answered();
        a.ask(1, "other").in(SessionId.ofBits(7, 7)).answered();
        a.replicateTo(b);
        assertEquals(1, b.prewarms.size());
        b.protocol.prewarmFailed(b.prewarms.getFirst().token(), b.now);
        b.settle();
        assertEquals(2, b.prewarms.size());
        assertEquals("failed", b.events(PrewarmEvent.Ended.class).getFirst().ending());
    }

    @Test
    void a_session_that_goes_on_elsewhere_may_leave_the_cache_first() {
        TurnHash one = a.ask(1, "first").answered().hash().orElseThrow();
        a.replicateTo(b);
        b.ask(2, "second").after(one).answered();
        b.replicateTo(a);
        assertEquals(List.of(ProtocolBench.SESSION), a.departed);
        assertEquals(List.of(), b.departed);
    }

    @Test
    void texts_are_not_evaluated_ahead() {
        a.ask(1, "first").mode(ContextMode.RAW).answered();
        a.replicateTo(b);
        assertEquals(List.of(), b.prewarms);
    }

    @Test
    void with_the_policy_off_nothing_is() {
        var off = ProtocolBench.node("C", PrewarmPolicy.OFF);
        a.ask(1, "first").answered();
        a.replicateTo(off);
        assertEquals(List.of(), off.prewarms);
        assertEquals(List.of(), off.events(PrewarmEvent.Planned.class));
    }

    @Test
    void predicted_means_the_node_that_the_session_goes_to_and_no_other() {
        List<ProtocolBench> nodes = List.of(ProtocolBench.node("A", PrewarmPolicy.PREDICTED), ProtocolBench.node("B", PrewarmPolicy.PREDICTED), ProtocolBench.node("C", PrewarmPolicy.PREDICTED));
        String way = "AABBAABB";
        TurnHash before = null;
        for (int turn = 1; turn <= way.length(); turn++) {
            ProtocolBench at = nodes.get(way.charAt(turn - 1) - 'A');
            before = (before == null ? at.ask(turn, "t" + turn) : at.ask(turn, "t" + turn).after(before)).answered().hash().orElseThrow();
            nodes.forEach(node -> at.replicateTo(node));
            nodes.forEach(ProtocolBench::warmLast);
        }
        assertEquals(List.of(), nodes.get(2).prewarms, "it never went to C");
        assertEquals(List.of(5, 6), nodes.get(1).events(PrewarmEvent.Started.class).stream().map(PrewarmEvent.Started::turn).toList(), "the first way to B was not known, the second was");
        assertEquals(List.of(7, 8), nodes.get(0).events(PrewarmEvent.Started.class).stream().map(PrewarmEvent.Started::turn).toList());
    }

    @Test
    void a_heading_is_enough_where_other_clients_told_where_nodes_are() {
        var next = ProtocolBench.node("B", PrewarmPolicy.PREDICTED);
        var home = ProtocolBench.node("A", PrewarmPolicy.OFF);
        next.ask(1, "somebody there").in(SessionId.ofBits(5, 5)).at(10, 0).answered();
        TurnHash one = home.ask(1, "first").at(0, 0).answered().hash().orElseThrow();
        home.replicateTo(next);
        assertEquals(List.of(), next.prewarms, "it stands still as far as anybody knows");
        home.ask(2, "second").after(one).at(1, 0.2).answered();
        home.replicateTo(next);
        assertEquals(1, next.prewarms.size(), "it comes nearer");
        assertEquals(0.75, next.events(PrewarmEvent.Planned.class).getFirst().probability());
    }

    @Test
    void what_was_recovered_is_learned_from_and_nothing_is_evaluated_for_it() {
        TurnHash one = a.ask(1, "first").answered().hash().orElseThrow();
        a.replicateTo(b);
        b.ask(2, "second").after(one).answered();
        var restarted = ProtocolBench.node("B", PrewarmPolicy.ALL);
        b.stored.forEach(item -> restarted.protocol.arrived(item, restarted.now));
        restarted.protocol.recoveredToldOf(restarted.now);
        restarted.settle();
        assertEquals(List.of(), restarted.prewarms);
    }

    @Test
    void one_that_waits_longer_than_anybody_is_expected_is_counted_as_wasted() {
        a.ask(1, "first").answered();
        a.replicateTo(b);
        b.warm(0);
        b.now = b.now.plus(PrewarmLedger.PATIENCE).plus(Duration.ofMinutes(1));
        a.ask(1, "other").in(SessionId.ofBits(7, 7)).answered();
        a.replicateTo(b);
        assertEquals("expired", b.events(PrewarmEvent.Wasted.class).getFirst().why());
    }

    @Test
    void a_short_guess_goes_before_a_long_one_that_runs_and_the_long_one_goes_on_after_it() {
        var other = SessionId.ofBits(7, 7);
        TurnHash one = a.ask(1, "first").answered().hash().orElseThrow();
        a.replicateTo(b);
        b.warm(0);
        b.ask(2, "second").after(one).answered();
        a.ask(1, "x".repeat(2_000)).in(other).answered();
        a.replicateTo(b);
        ContextEffect.Prewarm longOne = b.prewarms.getLast();
        assertEquals(other, longOne.session());
        b.replicateTo(a);
        a.ask(3, "third").answered();
        a.replicateTo(b);
        assertEquals(List.of(longOne.token()), b.cancelledPrewarms, "of the short one all but the last turn is in the cache");
        b.protocol.prewarmed(longOne.token(), new discedge.engine.Prewarm.Result(discedge.engine.Prewarm.Ending.CANCELLED, 0, 640, 640), b.now);
        b.settle();
        assertEquals(ProtocolBench.SESSION, b.prewarms.getLast().session());
        assertEquals("preempted", b.events(PrewarmEvent.Ended.class).getLast().ending());
        b.warm(0);
        assertEquals(other, b.prewarms.getLast().session());
        b.warm(640);
        assertEquals(0, b.events(PrewarmEvent.Wasted.class).size());
    }

    @Test
    void a_preempted_guess_whose_session_is_deleted_does_not_go_on() {
        var other = SessionId.ofBits(7, 7);
        a.ask(1, "x".repeat(2_000)).in(other).answered();
        a.replicateTo(b);
        ContextEffect.Prewarm longOne = b.prewarms.getLast();
        a.ask(1, "first").answered();
        a.replicateTo(b);
        assertEquals(List.of(longOne.token()), b.cancelledPrewarms);
        a.protocol.delete(99, other, a.now);
        a.settle();
        a.replicateTo(b);
        b.protocol.prewarmed(longOne.token(), new discedge.engine.Prewarm.Result(discedge.engine.Prewarm.Ending.CANCELLED, 0, 64, 64), b.now);
        b.settle();
        b.warm(0);
        assertEquals(List.of(other, ProtocolBench.SESSION), b.prewarms.stream().map(ContextEffect.Prewarm::session).toList());
    }
}
