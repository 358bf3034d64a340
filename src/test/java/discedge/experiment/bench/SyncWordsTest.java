package discedge.experiment.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SyncWordsTest {
    private static List<String> words(SyncFigures figures) {
        return SyncWords.of(new SyncBench.Result(figures, figures));
    }

    private static SyncFigures figures(int value, long link, long request) {
        return new SyncFigures("replay", "a-model", List.of(new SyncFigures.Turn(1, 100, 1_000, 100, 130, 60, 200, 400),
                new SyncFigures.Turn(2, 100, 1_000, 100, 130, 60, 100, 1_000),
                new SyncFigures.Turn(3, 100, 1_000, value, link, 60, request, 1_000)),
                List.of(new SyncFigures.Replication(2, 500, 2 * (260 + link))));
    }

    @Test
    void eachFigureStandsBesideItsLimit() {
        String text = String.join("\n", words(figures(110, 140, 110)));
        assertTrue(text.contains("310 B, 10.3 % of the prototype's (limit 11 %)"), text);
        assertTrue(text.contains("400 B per replica with 2 replicas, 13.3 % of the prototype's (limit 15 %); set-up apart: 500 B"), text);
        assertTrue(text.contains("1.00 at turn 2, 1.10 at turn 3: 1.10 times as many (limit 1.3)"), text);
        assertTrue(text.contains("89.0 % of the request bytes, median of the turns (at least 88 %)"), text);
        assertTrue(!text.contains("missed"), text);
    }

    @Test
    void aMissedLimitIsCalledMissed() {
        assertEquals(8, words(figures(140, 300, 300)).stream().filter(line -> line.contains("missed")).count());
    }
}
