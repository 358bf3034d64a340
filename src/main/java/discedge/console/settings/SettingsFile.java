package discedge.console.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import discedge.console.model.Settings;
import discedge.experiment.record.RunSaver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * {@code settings.json}: what a person has set and how windows were arranged. Keys that this version does not know stay in it.
 * Written whole or not at all. For one thread at a time.
 */
public final class SettingsFile {
    public static final String NAME = "settings.json";
    /** What a limit can be. */
    public static final Duration LEAST = Duration.ofMillis(1);
    public static final Duration MOST = Duration.ofMinutes(10);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final Path file;
    /** As read or written last. */
    private ObjectNode root = JsonNodeFactory.instance.objectNode();

    public SettingsFile(Path folder) {
        this.file = folder.resolve(NAME);
    }

    /**
     * What was in the file; defaults where it says nothing, or nothing that can be used.
     *
     * @param kept how windows were arranged
     * @param setAside where the file is now, if it was broken
     * @param unread why it could not be read; it is left as it is
     * @param wrong keys whose values cannot be used
     */
    public record Loaded(Settings settings, Map<String, String> kept, Optional<Path> setAside, Optional<IOException> unread, List<String> wrong) {}

    public Path file() {
        return file;
    }

    /** Never fails: a window opens whatever is in the file. */
    public Loaded load(Instant now) {
        try {
            if (JsonReading.of(Files.readString(file, StandardCharsets.UTF_8)) instanceof ObjectNode object) return understood(object);
            return aside(now);
        } catch (NoSuchFileException e) {
            return defaults(Optional.empty(), Optional.empty());
        } catch (JsonProcessingException | java.nio.charset.CharacterCodingException e) {
            return aside(now);
        } catch (IOException e) {
            return Files.isDirectory(file) ? aside(now) : defaults(Optional.empty(), Optional.of(e));
        }
    }

    private static Loaded defaults(Optional<Path> setAside, Optional<IOException> unread) {
        return new Loaded(Settings.DEFAULT, Map.of(), setAside, unread, List.of());
    }

    private Loaded aside(Instant now) {
        Path broken = file.resolveSibling(NAME + ".broken-" + STAMP.format(now));
        try {
            Files.move(file, broken);
            return defaults(Optional.of(broken), Optional.empty());
        } catch (IOException e) {
            return defaults(Optional.empty(), Optional.of(e));
        }
    }

    private Loaded understood(ObjectNode object) {
        root = object;
        var wrong = new ArrayList<String>();
        Settings standard = Settings.DEFAULT;
        var settings = new Settings(value("theme", SettingsFile::theme, wrong).orElse(standard.theme()),
                value("first_token_limit_ms", SettingsFile::limit, wrong).orElse(standard.firstTokenLimit()),
                value("wait_limit_ms", SettingsFile::limit, wrong).orElse(standard.waitLimit()),
                value("lag_limit_ms", SettingsFile::limit, wrong).orElse(standard.lagLimit()),
                value("lab", SettingsFile::path, wrong),
                value("reduced_motion", SettingsFile::yes, wrong).orElse(standard.reducedMotion()), value("simulated_llm", SettingsFile::yes, wrong).orElse(standard.simulated()));
        var kept = new TreeMap<String, String>();
        root.path("layout").properties().forEach(entry -> {
            if (entry.getValue().isTextual()) kept.put(entry.getKey(), entry.getValue().textValue());
        });
        return new Loaded(settings, kept, Optional.empty(), Optional.empty(), wrong);
    }

    private <T> Optional<T> value(String key, Function<JsonNode, Optional<T>> read, List<String> wrong) {
        JsonNode node = root.path(key);
        if (node.isMissingNode() || node.isNull()) return Optional.empty();
        Optional<T> value = read.apply(node);
        if (value.isEmpty()) wrong.add(key);
        return value;
    }

    private static Optional<String> theme(JsonNode node) {
        return Optional.of(node.asText()).filter(Settings.THEMES::contains);
    }

    private static Optional<Boolean> yes(JsonNode node) {
        return node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty();
    }

    private static Optional<Duration> limit(JsonNode node) {
        if (!node.isNumber()) return Optional.empty();
        double millis = node.doubleValue();
        return millis >= LEAST.toMillis() && millis <= MOST.toMillis() ? Optional.of(Duration.ofNanos(Math.round(millis * 1e6))) : Optional.empty();
    }

    private static Optional<Path> path(JsonNode node) {
        try {
            return node.isTextual() && !node.textValue().isBlank() ? Optional.of(Path.of(node.textValue())) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Makes the folder. @throws IOException if it cannot be written; the old file stays then */
    public void save(Settings settings, Map<String, String> kept) throws IOException {
        ObjectNode next = root.deepCopy();
        next.put("theme", settings.theme());
        put(next, "first_token_limit_ms", settings.firstTokenLimit());
        put(next, "wait_limit_ms", settings.waitLimit());
        put(next, "lag_limit_ms", settings.lagLimit());
        settings.lab().ifPresentOrElse(lab -> next.put("lab", lab.toString()), () -> next.putNull("lab"));
        next.put("reduced_motion", settings.reducedMotion());
        next.put("simulated_llm", settings.simulated());
        ObjectNode layout = next.path("layout") instanceof ObjectNode known ? known : next.putObject("layout");
        new TreeMap<>(kept).forEach(layout::put);
        Files.createDirectories(file.toAbsolutePath().getParent());
        var json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        RunSaver.whole(file, out -> out.write((json.writeValueAsString(next) + "\n").getBytes(StandardCharsets.UTF_8)));
        root = next;
    }

    private static void put(ObjectNode node, String key, Duration limit) {
        double millis = limit.toNanos() / 1e6;
        if (millis == Math.rint(millis)) node.put(key, (long) millis);
        else node.put(key, millis);
    }
}
