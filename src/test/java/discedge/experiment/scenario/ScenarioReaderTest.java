package discedge.experiment.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.session.WindowPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScenarioReaderTest {
    @Test
    void thePlainFormIsReadWithItsDefaults() throws Exception {
        Scenario scenario = ScenarioReader.parse("""
                name: "Matrix Op"
                model_name: "Qwen/Qwen1.5-0.5B-Chat"
                user_id: "matrix_user"
                messages:
                  - "How can I learn matrix operations?"
                  - {role: user, content: "can you explain more?"}
                """, "matrix.yml");
        assertEquals("Matrix Op", scenario.name());
        assertEquals(Optional.of("Qwen/Qwen1.5-0.5B-Chat"), scenario.model());
        assertEquals("matrix_user", scenario.user());
        assertEquals(List.of("A", "B"), scenario.nodeNames());
        assertEquals(List.of(new Scenario.Link("A", "B", LinkShape.DIRECT)), scenario.links());
        assertEquals(List.of("How can I learn matrix operations?", "can you explain more?"), scenario.turns().stream().map(Scenario.Turn::text).toList());
        assertEquals("A", scenario.nodeOf(scenario.turns().get(1)));
        assertEquals(128, scenario.sampling().maxTokens());
        assertEquals("123", scenario.sampling().fields().get("seed"));
        assertEquals(Duration.ofMillis(250), scenario.maxWait());
    }

    @Test
    void onlyMessagesAreNeededAsInThePrototype() throws Exception {
        Scenario scenario = ScenarioReader.parse("messages: [hello]\n", "dir/hi.yml");
        assertEquals("hi", scenario.name());
        assertEquals("user123", scenario.user());
    }

    @Test
    void aSystemMessageOfThePlainFormBecomesTheSystemPrompt() throws Exception {
        Scenario scenario = ScenarioReader.parse("messages:\n- {role: system, content: Be brief.}\n- hello\n- {role: assistant, content: Hi.}\n", "f");
        assertEquals(Optional.of("Be brief."), scenario.system());
        assertEquals(1, scenario.turns().size());
        assertEquals("f:4: a message with role assistant is left out: answers come from the engine", scenario.notes().getFirst().toString());
    }

    @Test
    void theRoamingFormMapsNodesByNameAndIgnoresTheirAddresses() throws Exception {
        Scenario scenario = ScenarioReader.parse("""
                name: "Moving Client"
                model_name: "Qwen/Qwen1.5-0.5B-Chat"
                user_id: "moving"
                locations:
                  - name: "Node1"
                    api_url: "http://localhost:8081/completion"
                    messages: ["one", "two"]
                  - name: "Node2"
                    api_url: "http://localhost:8081/completion"
                    messages: ["three"]
                  - name: "Node1"
                    messages: ["four"]
                """, "moving.yml");
        assertEquals(List.of("Node1", "Node2"), scenario.nodeNames());
        assertEquals(List.of("Node1", "Node1", "Node2", "Node1"), scenario.turns().stream().map(scenario::nodeOf).toList());
        assertEquals("moving.yml:6: api_url is ignored: nodes go by their names", scenario.notes().getFirst().toString());
        assertEquals(1, scenario.notes().size());
    }

    @Test
    void ourFormIsReadWhole() throws Exception {
        Scenario scenario = ScenarioReader.parse("""
                say: Welcome.
                nodes:
                  - {name: A, label: Berlin, position: [0, 0], profile: jetson-tx2}
                  - {name: B, position: [10.5, -3]}
                  - {name: edge-3, position: [90, 0]}
                links:
                  - {between: [A, B], delay: 9ms, jitter: 2ms, bandwidth: 10Mbit}
                  - {between: [edge-3, B]}
                client-link: {delay: 4ms}
                client:
                  think: 1.5s
                  patience: 2min
                  path:
                    - {turn: 1, at: [11, 0]}
                    - {turn: 3, node: A}
                messages:
                  - one
                  - {text: two, node: edge-3, say: look}
                  - three
                  - four
                faults:
                  - {at: {turn: 2}, kind: cut, target: A-B, lasts: 3s, say: cut}
                  - {at: 12s, kind: silent-cut, target: B}
                  - {at: 1s, kind: bandwidth, to: 1Mbit, target: edge-3-B}
                  - {at: 1s, kind: delay, to: 80ms, target: client-edge-3}
                  - {at: 2s, kind: kill, target: edge-3, lasts: 1s}
                sampling: {n_predict: 16, temperature: 0.70, seed: 5}
                system: Be brief.
                window_policy: reject
                max_wait_ms: 100
                """, "ours.yaml");
        assertEquals(new Scenario.Node("A", "Berlin", new Position(0, 0), "jetson-tx2"), scenario.nodes().get(0));
        assertEquals(new Scenario.Node("B", "B", new Position(10.5, -3), "apple-m2"), scenario.nodes().get(1));
        assertEquals(new LinkShape(Duration.ofMillis(9), Duration.ofMillis(2), 1_250_000), scenario.links().getFirst().shape());
        assertEquals(Duration.ofMillis(4), scenario.clientLink().delay());
        assertEquals(Duration.ofMillis(1500), scenario.think());
        assertEquals(Duration.ofMinutes(2), scenario.patience());
        assertEquals(List.of("B", "edge-3", "A", "A"), scenario.turns().stream().map(scenario::nodeOf).toList());
        assertEquals(Optional.of("look"), scenario.turns().get(1).say());
        assertEquals(new Fault(new Fault.When.AtTurn(2), new Fault.Kind.Cut(false), new Fault.Target.Between("A", "B"), Duration.ofSeconds(3), Optional.of("cut")), scenario.faults().get(0));
        assertEquals(new Fault.When.After(Duration.ofSeconds(12)), scenario.faults().get(1).at());
        assertEquals(List.of("A-B", "B", "edge-3-B", "client-edge-3", "edge-3"), scenario.faults().stream().map(fault -> fault.target().word()).toList());
        assertEquals(List.of("cut", "silent-cut", "bandwidth", "delay", "kill"), scenario.faults().stream().map(fault -> fault.kind().word()).toList());
        assertEquals(new Fault.Target.ClientLink("edge-3"), scenario.faults().get(3).target());
        assertEquals(16, scenario.sampling().maxTokens());
        assertEquals("0.7", scenario.sampling().fields().get("temperature"));
        assertEquals(WindowPolicy.REJECT, scenario.windowPolicy());
        assertEquals(Optional.of("Welcome."), scenario.opening());
    }

    @Test
    void theShippedScenariosAreReadable() throws Exception {
        Path folder = Path.of("..", "scenarios");
        Scenario nine = ScenarioReader.read(folder.resolve("paper-nine-turns.yaml"));
        assertEquals(9, nine.turns().size());
        Scenario roaming = ScenarioReader.read(folder.resolve("paper-roaming.yaml"));
        assertEquals("112211222", String.join("", roaming.turns().stream().map(turn -> roaming.nodeOf(turn).substring(4)).toList()));
        assertEquals(nine.turns().stream().map(Scenario.Turn::text).toList(), roaming.turns().stream().map(Scenario.Turn::text).toList());
        Scenario cut = ScenarioReader.read(folder.resolve("cut-during-roam.yaml"));
        assertEquals("AACCCBBAA", String.join("", cut.turns().stream().map(cut::nodeOf).toList()));
        assertEquals(nine.turns().stream().map(Scenario.Turn::text).toList(), cut.turns().stream().map(Scenario.Turn::text).toList());
        assertEquals(3, cut.links().size());
        assertTrue(cut.notes().isEmpty() && nine.notes().isEmpty() && roaming.notes().isEmpty());
    }
}
