package discedge.cli;

import discedge.context.PrewarmPolicy;
import discedge.node.CommandLines;
import discedge.node.EngineConfig;
import discedge.node.EngineOptions;
import discedge.node.StopSignal;
import discedge.node.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code discedge bench}: needs to be told what to measure. */
@Command(name = "bench", mixinStandardHelpOptions = true, versionProvider = Version.class, synopsisSubcommandLabel = "(sync | node | handover | store | console)",
        description = "Measures sizes or speed on this machine.")
final class BenchCommand implements Runnable {
    private static final Duration GRACE = Duration.ofSeconds(20);

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what to measure is missing: sync, node, handover, store or console");
    }

    /** {@code bench sync}. */
    @Command(name = "sync", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Bytes that replication and requests take for the paper's nine turns, beside the prototype's.")
    static final class Sync extends Fixed {
        Sync(Benchmark benchmark, Terminal terminal) {
            super(benchmark, terminal);
        }
    }

    /** {@code bench node}. */
    @Command(name = "node", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Time that a node adds to a turn over an engine that takes none, and the wait after a roam.")
    static final class Node extends Fixed {
        Node(Benchmark benchmark, Terminal terminal) {
            super(benchmark, terminal);
        }
    }

    /** {@code bench handover}. */
    @Command(name = "handover", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = {"Time to the first token after a roam to a node that is warm, beside one that is not and beside staying; and what that costs others.",
                    "Runs the model in this process, some eight minutes with the small one, which is fetched if none is here."})
    static final class Handover extends Measured {
        private final EngineSupply supply;
        private final HandoverBenchmark.Maker benchmarks;

        @Mixin
        private EngineOptions engine = new EngineOptions();

        @Option(names = "--policy", paramLabel = "WORD", converter = RunCommand.Policy.class, description = "whose contexts are evaluated ahead: off, all or predicted; default predicted")
        private PrewarmPolicy policy = PrewarmPolicy.PREDICTED;

        Handover(HandoverBenchmark.Maker benchmarks, EngineSupply supply, Terminal terminal) {
            super(terminal);
            this.benchmarks = benchmarks;
            this.supply = supply;
        }

        @Override
        Benchmark benchmark() throws CommandLines.FailedException {
            return benchmarks.of(supply.of(engine, EngineConfig.LlamaCpp.STANDARD), policy);
        }
    }

    /** {@code bench store}. */
    @Command(name = "store", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = {"FReD's calls at the embedded replica, beside FReD itself where there is one: updates a second, and how long reading a session takes."})
    static final class Store extends Measured {
        @Option(names = "--fred-bin", paramLabel = "DIR", description = "has frednode, and etcd if that is not on the PATH: FReD is started and measured beside")
        private Optional<Path> fred = Optional.empty();

        Store(Terminal terminal) {
            super(terminal);
        }

        @Override
        Benchmark benchmark() throws CommandLines.FailedException {
            return new StoreBenchmark(StoreOptions.stock(fred));
        }
    }

    /** {@code bench console}. */
    @Command(name = "console", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = {"CPU time that the console's window takes under load, how soon it opens, and how soon a token streams in it.",
                    "Needs a display; without one run it under xvfb-run."})
    static final class Console extends Fixed {
        Console(Benchmark benchmark, Terminal terminal) {
            super(benchmark, terminal);
        }
    }

    /** One without options of its own. */
    abstract static class Fixed extends Measured {
        private final Benchmark benchmark;

        Fixed(Benchmark benchmark, Terminal terminal) {
            super(terminal);
            this.benchmark = benchmark;
        }

        @Override
        Benchmark benchmark() {
            return benchmark;
        }
    }

    /** What all have. */
    abstract static class Measured implements Callable<Integer> {
        private final Terminal terminal;

        @Option(names = "--json", paramLabel = "FILE", description = "the result as JSON")
        private Optional<Path> json = Optional.empty();

        Measured(Terminal terminal) {
            this.terminal = terminal;
        }

        /** @throws CommandLines.FailedException if the options do not go together */
        abstract Benchmark benchmark() throws CommandLines.FailedException;

        @Override
        public Integer call() throws Exception {
            return StopSignal.during(this::measure, GRACE);
        }

        private int measure() throws Exception {
            Benchmark benchmark = benchmark();
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
