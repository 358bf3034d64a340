package discedge.experiment.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import discedge.node.yaml.InvalidFileException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioProblemsTest {
    private static final String GOOD = """
            nodes: [{name: A}, {name: B}, {name: C}]
            links: [{between: [A, B]}, {between: [B, C]}]
            messages: [one, two]
            """;

    @Test
    void severalProblemsAreReportedAtOnceByLine() {
        assertEquals(List.of(
                "x.yaml:2: unknown node 'D'; the nodes are A, B, C",
                "x.yaml:4: a link from 'A' to itself",
                "x.yaml:4: delay: '9' is no duration; write for example 9ms, 1.5s or 2min",
                "x.yaml:7: turn 3 is not in the conversation, which has turns 1 to 2",
                "x.yaml:8: unknown key 'mesages'; did you mean 'messages'?",
                "x.yaml:9: unknown node 'E'; the nodes are A, B, C"), sorted("""
                nodes: [{name: A}, {name: B}, {name: C}]
                links: [{between: [A, D]},
                  {between: [B, C]},
                  {between: [A, A], delay: 9}]
                client:
                  path:
                  - {turn: 3, node: A}
                mesages: []
                messages: [one, {text: two, node: E}]
                """));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            nodes: [{name: A}, {name: A}]                        | 4 | node 'A' stands twice
            nodes: [{label: x}]                                  | 4 | 'name' is missing in nodes
            nodes: [{name: client}]                              | 4 | a node cannot be named 'client'
            nodes: [{name: 'a b'}]                               | 4 | 'a b' is no node name: up to 32 letters, digits, - and _
            nodes: [{name: A, position: 3}]                      | 4 | 'position' is a list, not '3'
            nodes: [{name: A, position: [1, x]}]                 | 4 | 'position' is two numbers in km, as in [12.5, -3]
            nodes: [{name: A, profile: aple-m2}]                 | 4 | profile: 'aple-m2' is none of instant, jetson-tx2, apple-m2, raspberry-pi-4; did you mean 'apple-m2'?
            nodes: []                                            | 4 | 'nodes' names no node
            links: [{between: [A, B]}, {between: [B, A]}]        | 5 | a second link between B and A
            links: [{between: [A]}]                              | 5 | 'between' names two nodes, as in [A, B]
            links: [{between: [A, B], bandwidth: fast}]          | 5 | bandwidth: 'fast' is no bandwidth; write for example 500kbit, 10Mbit or unlimited
            links: [{between: [A, B]}]                           | 5 | no links lead from A to C, so that its replica would never hear of a turn
            messages: []                                         | 6 | there is no message to send
            messages: hello                                      | 6 | 'messages' is a list, not 'hello'
            messages: [[one]]                                    | 6 | a message is a text or a mapping, not a list
            messages: [one, {text: two, node: Z}]                | 6 | unknown node 'Z'; the nodes are A, B, C
            messages: [{role: user, content: x, txt: y}]         | 6 | unknown key 'txt' in messages; the keys here are role, content
            client: {path: [{turn: 1, node: A}, {turn: 1, node: B}]} | 7 | a second place for turn 1
            client: {path: [{turn: 0, node: A}]}                 | 7 | turn 0 is not in the conversation, which has turns 1 to 2
            client: {path: [{turn: 1}]}                          | 7 | a stop of the path has either 'at: [x, y]' or 'node'
            client: {think: soon}                                | 7 | think: 'soon' is no duration; write for example 9ms, 1.5s or 2min
            faults: [{at: {turn: 9}, kind: cut, target: A-B}]    | 8 | turn 9 is not in the conversation, which has turns 1 to 2
            faults: [{at: 1s, kind: cut, target: A-Q}]           | 8 | unknown node 'Q'; the nodes are A, B, C
            faults: [{at: 1s, kind: cut, target: A-C}]           | 8 | there is no link between A and C
            faults: [{at: 1s, kind: cut, target: A-A}]           | 8 | a link from 'A' to itself
            faults: [{at: 1s, kind: kil, target: A}]             | 8 | kind: 'kil' is none of cut, silent-cut, delay, jitter, bandwidth, kill, restart; did you mean 'kill'?
            faults: [{at: 1s, kind: kill, target: A-B}]          | 8 | 'kill' needs a node, not the link A-B
            faults: [{at: 1s, kind: delay, target: A-B}]         | 8 | 'delay' needs its new value, as in 'to: 200ms'
            faults: [{at: 1s, kind: cut, target: B, lasts: 3}]   | 8 | lasts: '3' is no duration; write for example 9ms, 1.5s or 2min
            faults: [{kind: cut, target: B}]                     | 8 | 'at' is missing in faults
            sampling: {n_predict: 0}                             | 9 | 'n_predict' is a whole number from 1 to 100000, not '0'
            window_policy: drop                                  | 10 | window_policy: 'drop' is none of [reject, drop-oldest]
            system:                                              | 11 | 'system' has no value
            """)
    void aProblemIsReportedWithItsLine(String entry, int line, String message) {
        var keys = List.of("name", "say", "max_wait_ms", "nodes", "links", "messages", "client", "faults", "sampling", "window_policy", "system");
        var text = new StringBuilder();
        String key = entry.substring(0, entry.indexOf(':'));
        for (int i = 1; i <= keys.size(); i++) text.append(keys.get(i - 1).equals(key) ? entry : other(keys.get(i - 1))).append('\n');
        assertEquals("x.yaml:" + line + ": " + message, sorted(text.toString()).getFirst());
    }

    /** A good value for every key that is not the one under test. */
    private static String other(String key) {
        return switch (key) {
            case "nodes", "links", "messages" -> GOOD.lines().filter(line -> line.startsWith(key)).findFirst().orElseThrow();
            default -> "#";
        };
    }

    @Test
    void aFileThatIsNoScenarioSaysSo() {
        assertEquals(List.of("x.yaml: the file is empty"), sorted(""));
        assertEquals(List.of("x.yaml:1: the file is no mapping of keys to values, but a list"), sorted("- a\n"));
        assertEquals(List.of("x.yaml:1: 'messages' is missing"), sorted("name: x\n"));
        assertEquals(List.of("x.yaml:2: a file has either 'locations', each with its messages, or 'messages'"), sorted("locations: [{name: A, messages: [x]}]\nmessages: [y]\n"));
    }

    private static List<String> sorted(String text) {
        return assertThrows(InvalidFileException.class, () -> ScenarioReader.parse(text, "x.yaml")).problems().stream().map(Object::toString).sorted().toList();
    }
}
