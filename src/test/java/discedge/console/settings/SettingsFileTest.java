package discedge.console.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import discedge.console.model.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    private static final Instant NOW = Instant.parse("2026-08-06T12:04:31Z");
    private static final Rectangle2D SCREEN = new Rectangle2D(0, 0, 1920, 1040);
    private static final Rectangle2D SECOND = new Rectangle2D(1920, 0, 1280, 1024);

    @TempDir
    private Path folder;

    private SettingsFile file() {
        return new SettingsFile(folder.resolve("discedge"));
    }

    private Path write(String text) throws IOException {
        Path file = file().file();
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void what_was_set_comes_back() throws IOException {
        var settings = new Settings("light", Duration.ofMillis(700), Duration.ofNanos(12_500_000), Duration.ofMillis(80), Optional.of(Path.of("lab.yaml")), true);
        file().save(settings, Map.of("window", "1440x900+10+20", "sessions.columns", "id user"));
        SettingsFile.Loaded loaded = file().load(NOW);
        assertEquals(settings, loaded.settings());
        assertEquals(Map.of("window", "1440x900+10+20", "sessions.columns", "id user"), loaded.kept());
        assertTrue(loaded.setAside().isEmpty() && loaded.unread().isEmpty() && loaded.wrong().isEmpty());
    }

    @Test
    void a_first_start_has_the_defaults_and_writes_nothing() {
        SettingsFile.Loaded loaded = file().load(NOW);
        assertEquals(Settings.DEFAULT, loaded.settings());
        assertTrue(loaded.setAside().isEmpty() && loaded.unread().isEmpty());
        assertFalse(Files.exists(file().file()));
    }

    @Test
    void keys_of_another_version_stay() throws IOException {
        write("{\"theme\": \"dark\", \"brush\": {\"size\": 3}, \"layout\": {\"events.columns\": \"time\"}}");
        SettingsFile file = file();
        SettingsFile.Loaded loaded = file.load(NOW);
        file.save(loaded.settings().withTheme("light"), loaded.kept());
        JsonNode json = new ObjectMapper().readTree(file.file().toFile());
        assertEquals(3, json.path("brush").path("size").asInt());
        assertEquals("light", json.path("theme").asText());
        assertEquals("time", json.path("layout").path("events.columns").asText());
    }

    @Test
    void a_broken_file_is_set_aside_and_kept() throws IOException {
        for (String broken : List.of("{\"theme\": \"dark\",", "", "[1, 2]", "\u0000\u0001", "hello")) {
            Path file = write(broken);
            SettingsFile.Loaded loaded = file().load(NOW);
            assertEquals(Settings.DEFAULT, loaded.settings(), broken);
            Path aside = loaded.setAside().orElseThrow();
            assertTrue(aside.getFileName().toString().startsWith("settings.json.broken-20260806-"), aside.toString());
            assertEquals(broken, Files.readString(aside));
            assertFalse(Files.exists(file));
            Files.delete(aside);
        }
        Files.createDirectory(file().file());
        assertTrue(file().load(NOW).setAside().isPresent(), "a folder in its place");
    }

    @Test
    void a_value_that_cannot_be_used_has_its_default_and_the_rest_counts() throws IOException {
        write("{\"theme\": \"pink\", \"lag_limit_ms\": -4, \"wait_limit_ms\": \"fast\", \"first_token_limit_ms\": 300, \"reduced_motion\": 1, \"layout\": 7}");
        SettingsFile.Loaded loaded = file().load(NOW);
        assertEquals(Settings.DEFAULT.withFirstTokenLimit(Duration.ofMillis(300)), loaded.settings());
        assertEquals(List.of("theme", "wait_limit_ms", "lag_limit_ms", "reduced_motion"), loaded.wrong());
    }

    @Test
    void it_is_written_whole_or_not_at_all() throws IOException {
        file().save(Settings.DEFAULT, Map.of());
        try (Stream<Path> files = Files.list(file().file().getParent())) {
            assertEquals(List.of("settings.json"), files.map(each -> each.getFileName().toString()).toList());
        }
        var taken = new SettingsFile(Files.writeString(folder.resolve("taken"), "a file"));
        assertThrows(IOException.class, () -> taken.save(Settings.DEFAULT, Map.of()));
        assertEquals(Settings.DEFAULT, taken.load(NOW).settings());
    }

    @Test
    void a_limit_is_a_number_of_milliseconds_in_its_range() {
        assertEquals(Optional.of(Duration.ofMillis(50)), LimitField.parse(" 50 "));
        assertEquals(Optional.of(Duration.ofNanos(12_500_000)), LimitField.parse("12.5"));
        for (String wrong : List.of("", "0", "0.5", "-3", "600001", "1,5", "fast", "1e3", "9999999")) assertEquals(Optional.empty(), LimitField.parse(wrong), wrong);
    }

    @Test
    void a_window_opens_where_it_was_and_off_all_screens_in_the_middle_of_the_first() {
        WindowPlace place = WindowPlace.parse("1440x900-20+0").orElseThrow();
        assertEquals(new Rectangle2D(-20, 0, 1440, 900), place.bounds());
        assertEquals("1440x900-20+0", place.text());
        assertEquals(place, place.on(List.of(SCREEN)), "a little over the edge can be grabbed");
        assertEquals("1000x700+2000+50 maximised", WindowPlace.parse("1000x700+2000+50 maximised").orElseThrow().on(List.of(SCREEN, SECOND)).text());
        assertEquals("1000x700+460+170", WindowPlace.parse("1000x700+2000+50").orElseThrow().on(List.of(SCREEN)).text(), "its screen is gone");
        assertEquals("1000x700+460+170", WindowPlace.parse("1000x700+100-500").orElseThrow().on(List.of(SCREEN)).text(), "its title is above the screen");
        assertEquals("1000x700+460+170", WindowPlace.parse("1000x700+100+1030").orElseThrow().on(List.of(SCREEN)).text(), "its title is below the screen");
        assertEquals("1280x1024+1920+0", WindowPlace.parse("2560x1400+1930+10").orElseThrow().on(List.of(SCREEN, SECOND)).text(), "no larger than the screen, and not over its edge");
        assertEquals("960x640+480+200", WindowPlace.parse("12x3+1900+1000").orElseThrow().atLeast(960, 640).on(List.of(SCREEN)).text(), "no window is as small");
        assertEquals("1440x900-20+0", place.atLeast(960, 640).on(List.of(SCREEN)).text());
        for (String wrong : List.of("", "1440x900", "0x0+1+1", "axb+1+1", "1440x900+1+1 minimised")) assertEquals(Optional.empty(), WindowPlace.parse(wrong));
    }
}
