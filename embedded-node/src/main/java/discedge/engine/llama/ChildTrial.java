package discedge.engine.llama;

import discedge.engine.EngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Loads a model in a process of its own, once for each combination of model, library and processor. */
final class ChildTrial implements LoadTrial {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path folder;

    ChildTrial(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<ModelFacts> check(LlamaSettings settings, LibraryFiles library) {
        Path known = folder.resolve(key(settings.model(), library.main()));
        Optional<ModelFacts> remembered = remembered(known);
        if (remembered.isPresent()) return remembered;
        Path java = Path.of(System.getProperty("java.home"), "bin", System.getProperty("os.name").startsWith("Windows") ? "java.exe" : "java");
        // A packaged program may have no java of its own to start.
        if (!Files.isExecutable(java)) return Optional.empty();
        ModelFacts facts = tryIn(java, settings, library);
        remember(known, facts);
        return Optional.of(facts);
    }

    private static ModelFacts tryIn(Path java, LlamaSettings settings, LibraryFiles library) {
        var command = List.of(java.toString(), "--enable-native-access=ALL-UNNAMED", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + nowhere(), "-cp", home(), TrialMain.class.getName(),
                settings.model().toAbsolutePath().toString(), library.main().toString(), String.valueOf(library.backends().isPresent()));
        Process process;
        Path output;
        try {
            output = Files.createTempFile("discedge-trial", ".txt");
            process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        } catch (IOException e) {
            throw new EngineException("the model cannot be tried in a process of its own: " + e.getMessage(), e);
        }
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) throw new EngineException("llama.cpp did not load " + settings.model().getFileName() + " within " + PATIENCE.toMinutes() + " minutes");
            return judge(settings.model(), process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("loading " + settings.model().getFileName() + " was interrupted", e);
        } catch (IOException e) {
            throw new EngineException("what the trial of the model said cannot be read: " + e.getMessage(), e);
        } finally {
            process.destroyForcibly();
            delete(output);
        }
    }

    /** Where this program's classes are: the trial needs no others. */
    private static String home() {
        try {
            return Path.of(ChildTrial.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException("classes come from a file or a folder", e);
        }
    }

    private static ModelFacts judge(Path model, int exit, String output) {
        Optional<ModelFacts> facts = said(output, TrialMain.WORKS).flatMap(ModelFacts::ofLine);
        if (exit == 0 && facts.isPresent()) return facts.get();
        String why = said(output, TrialMain.WHY).orElse("");
        if (!why.isEmpty()) throw new EngineException(why);
        String last = output.lines().filter(line -> line.contains("ASSERT") || line.contains("abort") || line.contains("SIG")).findFirst()
                .orElse(output.lines().filter(line -> !line.isBlank()).reduce((_, line) -> line).orElse("it says nothing"));
        throw new EngineException("llama.cpp cannot take " + model.getFileName() + ": it ended its process (exit code " + exit + "): " + last.strip());
    }

    private static Optional<String> said(String output, String mark) {
        return output.lines().filter(line -> line.startsWith(mark)).map(line -> line.substring(mark.length())).findFirst();
    }

    /** A crash report would lie around in the working folder. */
    private static String nowhere() {
        return System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null";
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    private static Optional<ModelFacts> remembered(Path known) {
        try {
            return Files.exists(known) ? ModelFacts.ofLine(Files.readString(known)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A trial that is forgotten is only done again. */
    private static void remember(Path known, ModelFacts facts) {
        try {
            Files.createDirectories(known.getParent());
            Files.writeString(known, facts.line());
        } catch (IOException e) {
            System.getLogger("discedge").log(System.Logger.Level.DEBUG, "a trial could not be remembered: " + e.getMessage());
        }
    }

    private static String key(Path model, Path library) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String part : Stream.of(identity(model), identity(library), System.getProperty("os.arch"), processor()).toList()) sha.update((part + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest()).substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        } catch (IOException e) {
            throw new EngineException(e.getMessage(), e);
        }
    }

    private static String identity(Path file) throws IOException {
        return file.toRealPath() + " " + Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
    }

    /** A library for newer processors ends with an illegal instruction on older ones. */
    private static String processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) return "";
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("flags") || line.startsWith("Features")).findFirst().orElse("");
        }
    }
}
