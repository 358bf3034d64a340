package discedge.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import discedge.console.Console;
import discedge.experiment.run.ScenarioPlayer;
import discedge.node.Engines;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole command around parts for tests, with its output kept. */
final class TestCommand {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Parts parts;

    TestCommand(ScenarioPlayer player) {
        this(player, (seed, nodes) -> new SimulationRunner.Result(10, Map.of("crash", 1), List.of()));
    }

    TestCommand(ScenarioPlayer player, SimulationRunner simulation) {
        this(player, simulation, new NoWindow());
    }

    TestCommand(ScenarioPlayer player, SimulationRunner simulation, ConsoleCommand.Window window) {
        this(player, simulation, window, java.nio.file.Path.of("target", "no-cache"));
    }

    /** @param cache where models are */
    TestCommand(ScenarioPlayer player, SimulationRunner simulation, ConsoleCommand.Window window, java.nio.file.Path cache) {
        Benchmark benchmark = say -> {
            say.accept("measuring");
            return new Benchmark.Report(JsonNodeFactory.instance.objectNode().put("value_bytes", 3), List.of("values 3 B"));
        };
        this.parts = new Parts(new Engines(cache), (engines, stores) -> player, simulation, benchmark, benchmark, (engines, policy) -> benchmark, benchmark, (config, say) -> say.accept("node " + config.id()), window);
    }

    /** Where no window can open. */
    private static final class NoWindow implements ConsoleCommand.Window {
        @Override
        public Optional<String> unavailable() {
            return Optional.of("there is no display");
        }

        @Override
        public int run(Console.Options options) {
            throw new AssertionError("a window was opened where none can be");
        }
    }

    int run(String... args) {
        var terminal = new Terminal(new PrintWriter(out, true), false, false, 100, StandardCharsets.UTF_8);
        return Main.commandLine(parts, terminal).setErr(new PrintWriter(err, true)).execute(args);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
