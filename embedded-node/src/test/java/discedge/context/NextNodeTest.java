package discedge.context;

import static org.junit.jupiter.api.Assertions.*;

import discedge.context.NextNode.Whereabouts;
import discedge.session.Position;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NextNodeTest {
    private final NextNode next = new NextNode();

    @Test
    void where_nothing_is_known_nothing_is_expected() {
        assertEquals(0, next.probability(at("anna", "", "A"), "B"));
        next.learn(at("anna", "", "A"), "B");
        assertEquals(0, next.probability(at("anna", "A", "B"), "A"), "one way does not tell of another");
    }

    @Test
    void a_way_taken_once_is_likely_and_grows_likelier() {
        next.learn(at("anna", "A", "B"), "C");
        double once = next.probability(at("anna", "A", "B"), "C");
        assertEquals(0.8, once, 0.001);
        next.learn(at("anna", "A", "B"), "C");
        assertTrue(next.probability(at("anna", "A", "B"), "C") > once);
        next.learn(at("anna", "A", "B"), "A");
        assertTrue(next.probability(at("anna", "A", "B"), "C") < once, "until she turned round once");
        assertEquals(1 / 3.25, next.probability(at("anna", "A", "B"), "A"), 0.001);
    }

    @Test
    void where_a_session_came_from_tells_more_than_where_it_is() {
        for (int day = 0; day < 3; day++) {
            next.learn(at("anna", "A", "B"), "C");
            next.learn(at("anna", "C", "B"), "A");
        }
        assertTrue(next.probability(at("anna", "A", "B"), "C") > 0.9 && next.probability(at("anna", "C", "B"), "A") > 0.9);
        assertEquals(0, next.probability(at("anna", "A", "B"), "A"));
        assertEquals(3 / 6.25, next.probability(at("anna", "D", "B"), "A"), 0.001, "from elsewhere it is even");
    }

    @Test
    void an_owners_own_ways_tell_more_than_everybodys() {
        for (int i = 0; i < 9; i++) next.learn(at("user-" + i, "A", "B"), "C");
        next.learn(at("anna", "A", "B"), "D");
        assertEquals(0.8, next.probability(at("anna", "A", "B"), "D"), 0.001);
        assertEquals(0, next.probability(at("anna", "A", "B"), "C"));
        assertEquals(9 / 11.0, next.probability(at("somebody new", "A", "B"), "C"), 0.01, "all in all nine of ten went there");
        next.learn(at("bert", "X", "Y"), "Z");
        assertEquals(0.5, next.probability(at("somebody new", "X", "Y"), "Z"), 0.001, "one observation of somebody else is an even chance");
    }

    @Test
    void a_heading_is_believed_before_anything_was_learned_and_then_as_often_as_it_was_right() {
        Whereabouts heading = new Whereabouts("anna", "A", "B", Optional.of("C"));
        assertEquals(0.75, next.probability(heading, "C"));
        assertEquals(0, next.probability(heading, "D"));
        next.learn(at("anna", "A", "B"), "D");
        assertEquals(0.25 * 0.8, next.probability(heading, "D"), 0.001, "she went to D before, but now she heads for C");
        next.learn(heading, "D");
        next.learn(heading, "D");
        assertTrue(next.probability(heading, "D") > 0.8, "this heading is the way to D");
        assertEquals(0, next.probability(heading, "C"));
    }

    @Test
    void the_middle_of_a_nodes_clients_stands_for_the_node() {
        var areas = new Areas();
        for (int i = -1; i <= 1; i++) {
            areas.saw("A", Position.ofKm(i, 0));
            areas.saw("B", Position.ofKm(10 + i, 0));
            areas.saw("C", Position.ofKm(10, 10 + i));
        }
        assertEquals(Optional.of("B"), areas.ahead("A", Position.ofKm(0, 0), Position.ofKm(1, 0)), "eastward");
        assertEquals(Optional.of("C"), areas.ahead("B", Position.ofKm(10, 0), Position.ofKm(10, 1)), "northward");
        assertEquals(Optional.of("A"), areas.ahead("B", Position.ofKm(9, 0), Position.ofKm(8, 0)), "back");
        assertEquals(Optional.empty(), areas.ahead("A", Position.ofKm(0, 0), Position.ofKm(-1, 0)), "away from all");
        assertEquals(Optional.empty(), areas.ahead("A", Position.ofKm(0, 0), Position.ofKm(0, 0)), "standing still");
        assertEquals(Optional.empty(), new Areas().ahead("A", Position.ofKm(0, 0), Position.ofKm(1, 0)), "of no node anything is known");
    }

    @Test
    void what_is_remembered_is_bounded_and_the_newest_stays() {
        for (int i = 0; i < 30_000; i++) next.learn(at("user-" + i, "A", "B"), "C");
        assertEquals(0.8, next.probability(at("user-29999", "A", "B"), "C"), 0.001);
        assertTrue(next.probability(at("user-0", "A", "B"), "C") > 0.99, "forgotten, it is as likely as everybody's");
    }

    private static Whereabouts at(String owner, String from, String at) {
        return new Whereabouts(owner, from, at, Optional.empty());
    }
}
