package discedge.cli;

import discedge.node.StopSignal;
import discedge.node.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code discedge bench}: needs to be told what to measure. */
@Command(name = "bench", mixinStandardHelpOptions = true, versionProvider = Version.class, synopsisSubcommandLabel = "(sync | node | console)",
        description = "Measures sizes or speed on this machine.")
final class BenchCommand implements Runnable {
    private static final Duration GRACE = Duration.ofSeconds(20);

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what to measure is missing: sync, node or console");
    }

    /** {@code bench sync}. */
    @Command(name = "sync", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Bytes that replication and requests take for the paper's nine turns, beside the prototype's.")
    static final class Sync extends Measured {
        Sync(Benchmark benchmark, Terminal terminal) {
            super(benchmark, terminal);
        }
    }

    /** {@code bench node}. */
    @Command(name = "node", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Time that a node adds to a turn over an engine that takes none, and the wait after a roam.")
    static final class Node extends Measured {
        Node(Benchmark benchmark, Terminal terminal) {
            super(benchmark, terminal);
        }
    }

    /** {@code bench console}. */
    @Command(name = "console", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = {"CPU time that the console's window takes under load, how soon it opens, and how soon a token streams in it.",
                    "Needs a display; without one run it under xvfb-run."})
    static final class Console extends Measured {
        Console(Benchmark benchmark, Terminal terminal) {
            super(benchmark, terminal);
        }
    }

    /** What all have. */
    abstract static class Measured implements Callable<Integer> {
        private final Benchmark benchmark;
        private final Terminal terminal;

        @Option(names = "--json", paramLabel = "FILE", description = "the result as JSON")
        private Optional<Path> json = Optional.empty();

        Measured(Benchmark benchmark, Terminal terminal) {
            this.benchmark = benchmark;
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            return StopSignal.during(this::measure, GRACE);
        }

        private int measure() throws Exception {
            Benchmark.Report report;
            try {
                report = benchmark.measure(terminal::line);
            } catch (InterruptedException e) {
                terminal.line("Interrupted: nothing was measured.");
                return CommandLine.ExitCode.SOFTWARE;
            }
            report.lines().forEach(terminal::line);
            if (json.isPresent()) JsonFile.write(json.get(), report.json());
            return CommandLine.ExitCode.OK;
        }
    }
}
