package discedge.console.bench;

import discedge.experiment.bench.BenchmarkFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** From the start of a process to its first window, the console's and an empty one's by turns, so that both meet the same machine. */
final class StartTimes {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Path folder;

    /** @param folder for reports, and for the children to work in */
    StartTimes(Path folder) {
        this.folder = folder;
    }

    /** @param rounds that count; one more goes before them, for the disk's cache */
    ConsoleFigures.Start measure(int rounds, Consumer<String> say) throws IOException, InterruptedException, BenchmarkFailedException {
        var empty = new ArrayList<Double>();
        var window = new ArrayList<Double>();
        var token = new ArrayList<Double>();
        for (int round = 0; round <= rounds; round++) {
            Map<String, Double> its = start("empty-" + round, report -> ChildJava.main(EmptyWindow.class, report, List.of()), "window");
            Map<String, Double> ours = start("console-" + round, ChildJava::console, "first-token");
            if (round == 0) continue;
            empty.add(its.get("window"));
            window.add(ours.get("window"));
            token.add(ours.get("first-token") - ours.get("window"));
            say.accept(String.format(java.util.Locale.ROOT, "  start %d of %d: console %.0f ms, empty window %.0f ms", round, rounds, window.getLast(), empty.getLast()));
        }
        return new ConsoleFigures.Start(Spread.median(window), Spread.median(empty), Spread.median(token), ChildJava.inJar());
    }

    private interface Command {
        List<String> with(Path report);
    }

    /** @return milliseconds since the start, by what was reported */
    private Map<String, Double> start(String name, Command command, String last) throws IOException, InterruptedException, BenchmarkFailedException {
        Path report = folder.resolve(name + ".report");
        Path output = folder.resolve(name + ".out");
        Instant begun = Instant.now();
        Process process = ChildJava.start(command.with(report), folder, output);
        try {
            Map<String, Double> seen = read(report, begun);
            while (!seen.containsKey(last)) {
                if (!process.isAlive()) throw ChildJava.failed("the window closed before it had reported '" + last + "'", output);
                if (Duration.between(begun, Instant.now()).compareTo(PATIENCE) > 0) throw ChildJava.failed("no '" + last + "' within " + PATIENCE.toSeconds() + " s", output);
                Thread.sleep(LOOK);
                seen = read(report, begun);
            }
            return seen;
        } finally {
            ChildJava.end(process);
        }
    }

    private static Map<String, Double> read(Path report, Instant begun) throws IOException {
        var seen = new TreeMap<String, Double>();
        if (!Files.exists(report)) return seen;
        for (String line : Files.readAllLines(report)) {
            String[] parts = line.split(" ");
            if (parts.length == 2) seen.put(parts[0], Duration.between(begun, Instant.parse(parts[1])).toNanos() / 1e6);
        }
        return seen;
    }
}
