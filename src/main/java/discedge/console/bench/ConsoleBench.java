package discedge.console.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import discedge.console.Console;
import discedge.experiment.bench.BenchmarkFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code bench console}: a real window in a process of its own, under load; then how soon one opens. No word of JavaFX here. */
public final class ConsoleBench {
    private static final int ROUNDS = 5;

    private ConsoleBench() {}

    /** @throws BenchmarkFailedException if no window can open here, or one broke */
    public static ConsoleFigures measure(Consumer<String> say) throws IOException, InterruptedException, BenchmarkFailedException {
        Optional<String> missing = Console.unavailable();
        if (missing.isPresent())
            throw new BenchmarkFailedException("no window can open: " + missing.get() + ". Without a screen, run it under xvfb-run: xvfb-run -a java -jar discedge.jar bench console");
        Path folder = Files.createTempDirectory("discedge-bench");
        try {
            say.accept(String.format(java.util.Locale.ROOT, "A window under load (%d s)…", MeasuredWindow.DURATION.toSeconds()));
            ConsoleFigures.Paint paint = paint(folder);
            say.accept("A log of ten minutes…");
            GoingBack.Figures back = GoingBack.measure(LoadPlan.FULL);
            say.accept("First windows…");
            return new ConsoleFigures(paint, back, new StartTimes(folder).measure(ROUNDS, say), ConsoleFigures.Machine.here());
        } finally {
            delete(folder);
        }
    }

    private static ConsoleFigures.Paint paint(Path folder) throws IOException, InterruptedException, BenchmarkFailedException {
        Path result = folder.resolve("paint.json");
        Path output = folder.resolve("paint.out");
        Process process = ChildJava.start(ChildJava.main(MeasuredWindow.class, folder.resolve("paint.report"), List.of(result.toString())), folder, output);
        try {
            int code = process.waitFor();
            if (code != 0 || !Files.exists(result)) throw ChildJava.failed("the measured window ended with exit code " + code, output);
        } finally {
            ChildJava.end(process);
        }
        return new ObjectMapper().readValue(result.toFile(), ConsoleFigures.Paint.class);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
