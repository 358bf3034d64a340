package discedge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.Console;
import discedge.experiment.run.ScenarioPlayer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCommandTest {
    @TempDir
    private Path folder;

    @Test
    void withoutModelsItSaysHowToGetOne() {
        var command = command();
        assertEquals(0, command.run("model", "list"));
        assertEquals("No models are here. Fetch a small one: discedge model get", command.out().strip());
    }

    @Test
    void aPictureIsNoModel() throws Exception {
        var command = command();
        Path jpeg = Files.write(folder.resolve("holiday.gguf"), new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F'});
        assertEquals(1, command.run("model", "import", jpeg.toString()));
        assertEquals("holiday.gguf is no model that can be used: it is a JPEG image", command.err().strip());
        assertEquals(1, command.run("model", "import", folder.resolve("none.gguf").toString()));
        assertTrue(command.err().contains("there is no file"), command.err());
    }

    @Test
    void whatIsNotThereCannotBeRemoved() {
        var command = command();
        assertEquals(1, command.run("model", "remove", "Llama"));
        assertEquals("there is no model 'Llama'; there are none", command.err().strip());
    }

    @Test
    void aScenarioWithAModelThatIsNotThereEndsInWords() throws Exception {
        var command = command();
        Path scenario = Files.writeString(folder.resolve("s.yaml"), "name: one turn\nmessages: [\"hello\"]\n");
        assertEquals(1, command.run("run", scenario.toString(), "--model", "Llama", "--out", folder.resolve("out").toString()));
        assertEquals("there is no file and no model 'Llama'; 'discedge model list' shows the models that are here", command.err().strip());
        assertEquals(1, command.run("run", scenario.toString(), "--engine", "simulated", "--model", "x"));
        assertTrue(command.err().contains("--model is for the engine llama-cpp, not for simulated"), command.err());
    }

    private TestCommand command() {
        ScenarioPlayer player = (scenario, settings, sink) -> ScenarioPlayer.Ending.DONE;
        return new TestCommand(player, (seed, nodes) -> new SimulationRunner.Result(0, Map.of(), List.of()), new ConsoleCommand.Window() {
            @Override
            public Optional<String> unavailable() {
                return Optional.of("there is no display");
            }

            @Override
            public int run(Console.Options options) {
                throw new AssertionError("no window is wanted");
            }
        }, folder.resolve("cache"));
    }
}
