package discedge.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import discedge.node.StopSignal;
import discedge.node.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code discedge simulate}. */
@Command(name = "simulate", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Runs the real core under a seeded clock, network and disk with faults, and checks every history.",
                "Exit code 1 if a rule was violated; the command that replays a failing seed is printed."})
final class SimulateCommand implements Callable<Integer> {
    static final int MOST_NODES = 9;
    private static final int SEEDS_IN_FLIGHT = 64;

    private final SimulationRunner runner;
    private final Terminal terminal;

    @Option(names = "--seeds", required = true, paramLabel = "FROM-TO", converter = SeedRange.Converter.class, description = "seeds to run, both ends included")
    private SeedRange seeds;

    @Option(names = "--nodes", paramLabel = "N", converter = Nodes.class, description = "nodes, 1 to " + MOST_NODES + "; default: each seed chooses")
    private Optional<Integer> nodes = Optional.empty();

    @Option(names = "--json", paramLabel = "FILE", description = "the result as JSON")
    private Optional<Path> json = Optional.empty();

    private final TreeMap<String, Integer> faults = new TreeMap<>();
    private final TreeMap<Long, SimulationRunner.Result> failing = new TreeMap<>();
    private long done;
    private long acknowledged;
    private long violations;
    private long lastSaid = System.nanoTime();

    SimulateCommand(SimulationRunner runner, Terminal terminal) {
        this.runner = runner;
        this.terminal = terminal;
    }

    /** A seed and what came of it. */
    private record Done(long seed, SimulationRunner.Result result) {}

    @Override
    public Integer call() throws Exception {
        return StopSignal.during(this::simulate, Duration.ofSeconds(20));
    }

    private int simulate() throws Exception {
        long start = System.nanoTime();
        boolean whole = runAll();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        report(took);
        if (json.isPresent()) JsonFile.write(json.get(), json());
        if (!whole) terminal.line("Interrupted after " + done + " of " + seeds.count() + " seeds.");
        return whole && violations == 0 ? 0 : 1;
    }

    /** On all cores, a few at a time, so that memory stays flat. @return false if interrupted */
    private boolean runAll() throws Exception {
        try (var pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            var running = new ExecutorCompletionService<Done>(pool);
            long next = seeds.from();
            int inFlight = 0;
            try {
                while (done < seeds.count()) {
                    for (; next <= seeds.to() && inFlight < SEEDS_IN_FLIGHT; next++, inFlight++) {
                        long seed = next;
                        running.submit(() -> new Done(seed, runner.run(seed, nodes.map(OptionalInt::of).orElse(OptionalInt.empty()))));
                    }
                    take(running.take().get());
                    inFlight--;
                }
                return true;
            } catch (InterruptedException e) {
                return false;
            } catch (java.util.concurrent.ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) throw cause;
                throw e;
            } finally {
                pool.shutdownNow();
            }
        }
    }

    private void take(Done seed) {
        done++;
        acknowledged += seed.result().acknowledgedTurns();
        violations += seed.result().violations().size();
        seed.result().faults().forEach((kind, count) -> faults.merge(kind, count, Integer::sum));
        if (!seed.result().violations().isEmpty()) {
            failing.put(seed.seed(), seed.result());
            terminal.line("seed " + seed.seed() + " violates: " + String.join("; ", seed.result().violations()));
            terminal.line("  replay: " + replay(seed.seed()));
        } else if (System.nanoTime() - lastSaid > Duration.ofSeconds(5).toNanos()) {
            lastSaid = System.nanoTime();
            terminal.line(done + " of " + seeds.count() + " seeds, " + violations + " violations");
        }
    }

    private String replay(long seed) {
        return "java -jar src/target/discedge.jar simulate --seeds " + seed + "-" + seed + nodes.map(count -> " --nodes " + count).orElse("");
    }

    private void report(Duration took) {
        double perSecond = done * 1e9 / Math.max(1, took.toNanos());
        terminal.line(done + " seeds in " + Words.time(took) + " (" + Words.number(perSecond) + " seeds/s), " + acknowledged + " acknowledged turns, " + violations + " violations");
        for (Map.Entry<String, Integer> fault : faults.entrySet()) terminal.line("  " + fault.getKey() + " " + fault.getValue());
        if (!failing.isEmpty()) terminal.line("failing seeds: " + failing.keySet());
    }

    private ObjectNode json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("seeds", done).put("violations", violations).put("acknowledged_turns", acknowledged);
        ObjectNode kinds = root.putObject("faults");
        faults.forEach(kinds::put);
        failing.keySet().forEach(root.putArray("failing_seeds")::add);
        return root;
    }

    static final class Nodes implements picocli.CommandLine.ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (text.matches("[0-9]{1,2}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MOST_NODES) return Integer.valueOf(text);
            throw new TypeConversionException("'" + text + "' is no number of nodes from 1 to " + MOST_NODES);
        }
    }
}
