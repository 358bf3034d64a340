package discedge.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    private static final List<String> NAMES = List.of("window_policy", "max_wait_ms", "peers", "--mode", "--seed");

    @Test
    void aMistypedNameFindsTheOneMeant() {
        assertEquals(Optional.of("window_policy"), NearestName.of("windowpolicy", NAMES));
        assertEquals(Optional.of("peers"), NearestName.of("pers", NAMES));
        assertEquals(Optional.of("peers"), NearestName.of("peesr", NAMES));
        assertEquals(Optional.of("--mode"), NearestName.of("--modes", NAMES));
        assertEquals(Optional.of("max_wait_ms"), NearestName.of("MAX-WAIT-MS", NAMES));
    }

    @Test
    void aNameThatIsNearNothingFindsNone() {
        assertEquals(Optional.empty(), NearestName.of("temperature", NAMES));
        assertEquals(Optional.empty(), NearestName.of("--bad", List.of("--id", "--data")));
        assertEquals("", NearestName.hint("temperature", NAMES));
    }

    @Test
    void swappedNeighboursAreOneEdit() {
        assertEquals(1, NearestName.edits("ab", "ba"));
        assertEquals(3, NearestName.edits("kitten", "sitting"));
        assertEquals(4, NearestName.edits("", "abcd"));
    }
}
