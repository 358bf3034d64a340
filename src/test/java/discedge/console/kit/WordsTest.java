package discedge.console.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every text that is asked for is there, and every text that is there is asked for. Read from the sources, without a window. */
class WordsTest {
    private static final Pattern ASKED = Pattern.compile("\\bWords\\s*\\.\\s*of\\(\\s*\"([^\"]+)\"\\s*([,)+])");
    private static final Pattern COMMAND = Pattern.compile("\\bCommand\\s*\\.\\s*of\\(\\s*\"([^\"]+)\"\\s*([,)+])");
    private static final Pattern IN_FXML = Pattern.compile("=\"%([^\"]+)\"");
    private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
    private static String java;
    private static String fxml;
    private static Set<String> keys;

    @BeforeAll
    static void read() throws IOException {
        java = all(Path.of("main", "java", "discedge", "console"), ".java");
        fxml = all(Path.of("..", "fxml"), ".fxml");
        keys = new TreeSet<>(Words.bundle().keySet());
    }

    @Test
    void every_text_asked_for_is_there() {
        var missing = new TreeSet<String>();
        ASKED.matcher(java).results().filter(hit -> !isThere(hit, "")).forEach(hit -> missing.add(hit.group(1)));
        COMMAND.matcher(java).results().filter(hit -> !isThere(hit, "command.")).forEach(hit -> missing.add("command." + hit.group(1)));
        IN_FXML.matcher(fxml).results().map(hit -> hit.group(1)).filter(key -> !keys.contains(key)).forEach(missing::add);
        assertEquals(Set.of(), missing);
    }

    /** What goes on after the literal is a beginning: some key must have it. */
    private static boolean isThere(MatchResult hit, String before) {
        String key = before + hit.group(1);
        return hit.group(2).equals("+") ? keys.stream().anyMatch(known -> known.startsWith(key)) : keys.contains(key);
    }

    @Test
    void every_text_there_is_asked_for() {
        Set<String> said = new HashSet<>(STRING.matcher(java).results().map(hit -> hit.group(1)).toList());
        IN_FXML.matcher(fxml).results().forEach(hit -> said.add(hit.group(1)));
        List<String> beginnings = said.stream().filter(text -> text.endsWith(".") && text.length() > 1).toList();
        var unused = new ArrayList<String>();
        for (String key : keys) {
            boolean whole = said.contains(key) || key.startsWith("command.") && said.contains(key.substring("command.".length()));
            String its = key.startsWith("command.") ? key.substring("command.".length()) : key;
            if (!whole && beginnings.stream().noneMatch(begin -> its.startsWith(begin))) unused.add(key);
        }
        assertEquals(List.of(), unused);
    }

    @Test
    void a_text_with_values_shows_them_and_no_stray_quotes() {
        var wrong = new ArrayList<String>();
        for (String key : keys) {
            String text = Words.bundle().getString(key);
            // Only texts with values are read by MessageFormat, where an apostrophe begins a quotation unless written twice.
            boolean values = text.matches("(?s).*\\{\\d.*");
            if (text.isBlank() || values && text.replace("''", "").contains("'") || !values && text.contains("''")) wrong.add(key + "=" + text);
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void a_sentence_that_is_put_into_another_one_ends_it_once() {
        Template text = Template.of("{0} cannot be opened: {1}. Next try in {2} s.");
        assertEquals("x cannot be opened: it is gone. Next try in 3 s.", text.with("x", "it is gone.", 3));
        assertEquals("x cannot be opened: it is gone. Next try in 3 s.", text.with("x", "it is gone", 3));
        assertEquals("Copied x.", Template.of("Copied {0}.").with("x."));
    }

    private static String all(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            var text = new StringBuilder();
            for (Path file : files.filter(each -> each.toString().endsWith(ending)).sorted().toList()) text.append(Files.readString(file)).append('\n');
            assertFalse(text.isEmpty(), "nothing to read in " + folder.toAbsolutePath());
            return text.toString();
        }
    }
}
