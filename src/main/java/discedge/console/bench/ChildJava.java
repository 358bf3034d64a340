package discedge.console.bench;

import discedge.console.kit.StartReport;
import discedge.experiment.bench.BenchmarkFailedException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Starts this program's own classes in a process of their own, with the software pipeline. */
final class ChildJava {
    private static final Path HERE = here();
    private static final int TAIL = 8;

    private ChildJava() {}

    private static Path here() {
        try {
            return Path.of(ChildJava.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The classes come from a jar: the console can be started by {@code java -jar}. */
    static boolean inJar() {
        return Files.isRegularFile(HERE);
    }

    /** The console as a person starts it, on the simulated LLM: what is measured must not depend on the models that are here. */
    static List<String> console(Path report) {
        List<String> command = java(report);
        if (inJar()) command.addAll(List.of("-jar", HERE.toString()));
        else command.addAll(List.of("-cp", classPath(), "discedge.cli.Main"));
        command.addAll(List.of("console", "--engine", "simulated"));
        return command;
    }

    /** A main class of this package. */
    static List<String> main(Class<?> main, Path report, List<String> arguments) {
        List<String> command = java(report);
        command.addAll(List.of("-cp", inJar() ? HERE.toString() : classPath(), main.getName()));
        command.addAll(arguments);
        return command;
    }

    /** Ours, wherever the child works. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static List<String> java(Path report) {
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        return new ArrayList<>(List.of(java, "--enable-native-access=ALL-UNNAMED", "-Dprism.order=sw", "-D" + StartReport.PROPERTY + "=" + report));
    }

    /** Starts it; what it says goes to a file. @param folder where it works */
    static Process start(List<String> command, Path folder, Path output) throws IOException {
        return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    /** Asks it to end; insists after 5 s. */
    static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
    }

    /** What to say when it ended, or said nothing, before it was done. */
    static BenchmarkFailedException failed(String what, Path output) throws IOException {
        List<String> lines = Files.readAllLines(output);
        return new BenchmarkFailedException(what + (lines.isEmpty() ? "" : ":\n  " + String.join("\n  ", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()))));
    }
}
