package discedge.node.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class YamlFileTest {
    @Test
    void wordsStayAsWritten() {
        YamlMap map = YamlFile.parse("a: on\nb: 0123\nc: 12:30\nd: ~x\n", new Problems("f"), false).orElseThrow();
        assertEquals(List.of("on", "0123", "12:30", "~x"), List.of(map.text("a").get(), map.text("b").get(), map.text("c").get(), map.text("d").get()));
    }

    @Test
    void brokenYamlIsReportedWithItsLine() {
        assertTrue(problem("a: 1\nb: [1, 2\nc: 3\n").startsWith("f:3: not YAML"), problem("a: 1\nb: [1, 2\nc: 3\n"));
        assertTrue(problem("a: 1\n\tb: 2\n").startsWith("f:2: not YAML"), problem("a: 1\n\tb: 2\n"));
    }

    @Test
    void oneFileIsOneMapping() {
        assertEquals("f:1: the file is no mapping of keys to values, but a list", problem("- a\n- b\n"));
        assertEquals("f:1: the file is no mapping of keys to values, but 'hello'", problem("hello\n"));
        assertEquals("f: the file is empty", problem("# only this\n"));
        assertTrue(problem("a: 1\n---\nb: 2\n").startsWith("f:2: not YAML"), problem("a: 1\n---\nb: 2\n"));
    }

    @Test
    void aKeyStandsOnce() {
        assertEquals("f:3: 'a' stands twice, first in line 1", problem("a: 1\nb: 2\na: 3\n"));
        assertEquals("f:2: 'max-wait' stands twice, first in line 1", problem("max_wait: 1\nmax-wait: 2\n"));
    }

    @Test
    void anAliasToWhatContainsItEnds() {
        assertTrue(problem("a: &x [1, *x]\n").contains("nested deeper"), problem("a: &x [1, *x]\n"));
    }

    @Test
    void aHugeFileIsRefused() {
        assertFalse(problem("a: " + "x".repeat(YamlFile.MAX_CHARACTERS)).isEmpty());
    }

    private static String problem(String text) {
        var problems = new Problems("f");
        YamlFile.parse(text, problems, false);
        return assertThrows(InvalidFileException.class, problems::throwIfAny).problems().getFirst().toString();
    }
}
