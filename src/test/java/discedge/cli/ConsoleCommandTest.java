package discedge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.Console;
import discedge.event.LabEvent;
import discedge.event.RecordedEvent;
import discedge.experiment.run.Manifest;
import discedge.experiment.run.RunFileWriter;
import discedge.experiment.run.ScenarioPlayer;
import discedge.experiment.scenario.ScenarioReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console as a command, with a window that only writes down what it was opened with. */
class ConsoleCommandTest {
    private static final ScenarioPlayer DONE = (scenario, settings, sink) -> ScenarioPlayer.Ending.DONE;

    @TempDir private Path folder;
    private final List<Console.Options> opened = new ArrayList<>();
    private Optional<String> unavailable = Optional.empty();
    private Optional<Console.NoWindowException> fails = Optional.empty();

    private final class FakeWindow implements ConsoleCommand.Window {
        @Override
        public Optional<String> unavailable() {
            return unavailable;
        }

        @Override
        public int run(Console.Options options) throws Exception {
            if (fails.isPresent()) throw fails.get();
            opened.add(options);
            return 0;
        }
    }

    private TestCommand command() {
        return new TestCommand(DONE, (seed, nodes) -> new SimulationRunner.Result(0, Map.of(), List.of()), new FakeWindow());
    }

    private Path file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void without_a_command_and_without_options_the_built_in_lab_opens() {
        assertEquals(0, command().run());
        assertEquals(0, command().run("console"));
        assertEquals(List.of(Console.Options.DEFAULT, Console.Options.DEFAULT), opened);
    }

    @Test
    void where_no_window_can_open_no_command_plays_in_the_terminal_and_says_why() {
        unavailable = Optional.of("there is no display: start it on a desktop");
        TestCommand command = command();
        command.run();
        assertTrue(command.out().startsWith("No window: there is no display: start it on a desktop.\nA cut during a roam"), command.out());
        assertEquals(List.of(), opened);
    }

    @Test
    void a_window_that_does_not_open_after_all_is_no_crash() {
        fails = Optional.of(new Console.NoWindowException("Unable to open DISPLAY", null));
        TestCommand command = command();
        command.run();
        assertTrue(command.out().startsWith("No window: Unable to open DISPLAY.\nA cut during a roam"), command.out());
        TestCommand asked = command();
        assertEquals(1, asked.run("console"));
        assertEquals("no window can open: Unable to open DISPLAY\n", asked.err());
    }

    @Test
    void the_console_where_none_can_open_is_a_failure_in_words() {
        unavailable = Optional.of("there is no display: start it on a desktop");
        TestCommand command = command();
        assertEquals(1, command.run("console"));
        assertEquals("no window can open: there is no display: start it on a desktop\n", command.err());
    }

    @Test
    void a_lab_of_one_s_own_is_read_from_nodes_and_links() throws Exception {
        Path file = file("lab.yaml", """
                nodes:
                  - {name: north, label: Kiel, position: [0, 300], profile: jetson-tx2}
                  - {name: south, position: [0, -300]}
                links:
                  - {between: [north, south], delay: 12ms}
                client_link: {delay: 3ms}
                """);
        assertEquals(0, command().run("console", "--lab", file.toString(), "--theme", "light"));
        var lab = opened.getFirst().lab().orElseThrow();
        assertEquals(List.of("north", "south"), lab.nodeNames());
        assertEquals("lab", lab.name());
        assertEquals(3, lab.clientLink().delay().toMillis());
        assertEquals("light", opened.getFirst().theme().orElseThrow());
    }

    @Test
    void a_scenario_file_is_a_lab_too() throws Exception {
        command().run("console", "--lab", Path.of("..", "scenarios", "cut-during-roam.yaml").toString());
        var lab = opened.getFirst().lab().orElseThrow();
        assertEquals(List.of("A", "B", "C"), lab.nodeNames());
        assertEquals(9, lab.prompts().size());
    }

    @Test
    void what_is_wrong_with_a_lab_s_file_is_said_with_its_line() throws Exception {
        TestCommand command = command();
        assertEquals(1, command.run("console", "--lab", file("lab.yaml", "nodes:\n  - {name: A}\n  - {name: A}\nlinks:\n  - {between: [A, D]}\n").toString()));
        assertTrue(command.err().contains("lab.yaml:3: node 'A' stands twice"), command.err());
        assertTrue(command.err().contains("lab.yaml:5: unknown node 'D'"), command.err());
        TestCommand none = command();
        assertEquals(1, none.run("console", "--lab", file("none.yaml", "links: []\n").toString()));
        assertTrue(none.err().contains("'nodes' is missing"), none.err());
        TestCommand missing = command();
        assertEquals(1, missing.run("console", "--lab", folder.resolve("nowhere.yaml").toString()));
        assertTrue(missing.err().contains("there is no such file"), missing.err());
        assertEquals(List.of(), opened);
    }

    @Test
    void a_saved_run_is_opened_in_place_of_a_lab() throws Exception {
        Path file = folder.resolve("run.dcerun");
        var scenario = ScenarioReader.shipped("paper-nine-turns.yaml");
        try (var writer = new RunFileWriter(file, Manifest.of(scenario, "0.1.0", 1, Instant.EPOCH, List.of("tokenized"), "strong", "simulated", Optional.empty()))) {
            writer.write(new RecordedEvent(1, new LabEvent.Said(Instant.EPOCH, "lab", "hello")).event());
        }
        assertEquals(0, command().run("console", "--open", file.toString()));
        assertEquals(file, opened.getFirst().open().orElseThrow());
    }

    @Test
    void a_file_that_is_no_run_is_refused_in_words_before_any_window() throws Exception {
        TestCommand command = command();
        assertEquals(1, command.run("console", "--open", file("letter.txt", "Dear all,\n").toString()));
        assertTrue(command.err().contains("letter.txt:1: this is no run file"), command.err());
        TestCommand newer = command();
        assertEquals(1, newer.run("console", "--open", file("newer.dcerun", "{\"dcerun\":99,\"version\":\"9.1\"}\n").toString()));
        assertTrue(newer.err().contains("written by DisCEdge 9.1 in a newer format (99)"), newer.err());
        TestCommand missing = command();
        assertEquals(1, missing.run("console", "--open", folder.resolve("nowhere.dcerun").toString()));
        assertTrue(missing.err().contains("there is no such file"), missing.err());
        TestCommand both = command();
        assertEquals(2, both.run("console", "--open", "a.dcerun", "--lab", "b.yaml"));
        assertTrue(both.err().contains("give --lab or --open, not both"), both.err());
        assertEquals(List.of(), opened);
    }

    @Test
    void nodes_of_other_processes_are_named_one_by_one_and_a_wrong_address_is_said_before_any_window() {
        assertEquals(0, command().run("console", "--connect", "10.0.0.2:8080", "--connect", "http://edge-7:8081", "--links", "10.0.0.2:7900"));
        assertEquals(List.of("10.0.0.2:8080", "http://edge-7:8081"), opened.getFirst().connect());
        assertEquals(List.of("10.0.0.2:7900"), opened.getFirst().links());
        TestCommand wrong = command();
        assertEquals(2, wrong.run("console", "--connect", "https://edge-7"));
        assertTrue(wrong.err().contains("--connect: nodes speak plain HTTP, not https"), wrong.err());
        TestCommand both = command();
        assertEquals(2, both.run("console", "--connect", "edge-7", "--open", "run.dcerun"));
        assertTrue(both.err().contains("give --connect or --open, not both"), both.err());
        assertEquals(1, opened.size());
    }

    @Test
    void the_documented_starts_with_nodes_are_understood() throws Exception {
        List<String> lines = Files.readAllLines(Path.of("..", "docs", "three-nodes.md")).stream().map(String::strip).filter(line -> line.contains("discedge.jar console ")).toList();
        for (String line : lines) assertEquals(0, command().run(line.substring(line.indexOf("console ")).split(" +")), line);
        assertEquals(List.of(3, 3), opened.stream().map(options -> options.connect().size()).toList());
        assertEquals(List.of("127.0.0.1:7900"), opened.getFirst().links());
    }

    @Test
    void a_wrong_theme_gets_the_right_ones() {
        TestCommand command = command();
        assertEquals(2, command.run("console", "--theme", "drak"));
        assertTrue(command.err().contains("'drak' is none of dark, light; did you mean 'dark'?"), command.err());
    }
}
