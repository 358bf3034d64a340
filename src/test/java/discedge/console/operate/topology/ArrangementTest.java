package discedge.console.operate.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.kit.Theme;
import discedge.console.kit.Tokens;
import discedge.lab.client.Position;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrangementTest {
    private static final Tokens TOKENS = Tokens.of(Theme.DARK);
    /** What header, foot and line take of the panel. */
    private static final double HEAD_AND_FOOT = 60;

    @ParameterizedTest(name = "{0} nodes at {1}×{2}: {3}")
    @CsvSource({"3,592,424,FULL", "8,592,424,COMPACT", "16,592,424,CHIP", "50,592,424,CHIP", "3,900,560,FULL", "8,900,560,FULL", "16,900,560,COMPACT", "50,900,560,CHIP",
        "3,1700,1200,FULL", "16,1700,1200,FULL", "50,1700,1200,COMPACT", "200,592,424,TILE", "1,592,424,FULL", "2,592,424,FULL", "5,592,424,COMPACT", "6,592,424,COMPACT", "13,592,424,COMPACT"})
    void cards_are_as_large_as_the_room_allows_and_never_overlap(int nodes, double width, double height, CardSize size) {
        double room = height - HEAD_AND_FOOT;
        check(Arrangement.of(width, room, nowhere(nodes), TOKENS), size, nodes, width, room);
        for (int seed = 0; seed < 40; seed++) check(Arrangement.of(width, room, scattered(nodes, seed), TOKENS), size, nodes, width, room);
    }

    private static void check(Arrangement arrangement, CardSize size, int nodes, double width, double height) {
        assertEquals(size, arrangement.size());
        if (size == CardSize.TILE) return;
        assertEquals(nodes, arrangement.boxes().size());
        for (int i = 0; i < nodes; i++) {
            Box box = arrangement.boxes().get(i);
            assertTrue(new Box(0, 0, width, height).holds(box), box + " is outside");
            for (int j = 0; j < i; j++) assertFalse(box.overlaps(arrangement.boxes().get(j)), box + " overlaps " + arrangement.boxes().get(j));
        }
    }

    @Test
    void north_is_up_and_east_is_right() {
        List<Box> boxes = Arrangement.of(592, 364, List.of(Optional.of(new Position(0, 0)), Optional.of(new Position(60, 20)), Optional.of(new Position(20, 70))), TOKENS).boxes();
        assertTrue(boxes.get(2).y() < boxes.get(1).y() && boxes.get(1).y() <= boxes.get(0).y(), "C is the most northern, A the most southern: " + boxes);
        assertTrue(boxes.get(0).x() < boxes.get(1).x(), "B is east of A: " + boxes);
    }

    @Test
    void cards_that_nearly_are_in_line_stand_in_line() {
        List<Box> boxes = Arrangement.of(900, 500, List.of(Optional.of(new Position(0, 0)), Optional.of(new Position(60, 2)), Optional.of(new Position(20, 70))), TOKENS).boxes();
        assertEquals(boxes.get(0).y(), boxes.get(1).y());
    }

    private static List<Optional<Position>> nowhere(int nodes) {
        return IntStream.range(0, nodes).mapToObj(_ -> Optional.<Position>empty()).toList();
    }

    private static List<Optional<Position>> scattered(int nodes, long seed) {
        var random = new SplittableRandom(seed);
        return IntStream.range(0, nodes).mapToObj(_ -> Optional.of(new Position(random.nextDouble(100), random.nextDouble(100)))).toList();
    }
}
