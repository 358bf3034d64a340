package discedge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.context.Consistency;
import discedge.experiment.run.PlaySink;
import discedge.experiment.run.RunWatcher;
import discedge.experiment.run.ScenarioPlayer;
import discedge.experiment.run.ScriptedPlayer;
import discedge.experiment.run.TurnRows;
import discedge.experiment.scenario.Scenario;
import discedge.session.ContextMode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class OutputTest {
    @Test
    void figuresReadAsAPersonWouldWriteThem() {
        assertEquals(List.of("0 ms", "0.4 ms", "38 ms", "1.24 s", "12.6 s", "< 0.1 ms", "1.00 s", "10.0 s"),
                List.of(Words.time(Duration.ZERO), Words.time(Duration.ofNanos(400_000)), Words.time(Duration.ofMillis(38)), Words.time(Duration.ofMillis(1240)),
                        Words.time(Duration.ofMillis(12_600)), Words.time(Duration.ofNanos(900)), Words.time(Duration.ofNanos(999_600_000)), Words.time(Duration.ofMillis(9_996))));
        assertEquals(List.of("812 B", "14.2 kB", "1.0 MB", "63 %", "—"), List.of(Words.bytes(812), Words.bytes(14_210), Words.bytes(999_960), Words.percent(0.63), Words.time(Optional.empty())));
        assertEquals("8 s", Words.length(Duration.ofSeconds(8)));
        assertEquals("a, b and c", Words.list(List.of("a", "b", "c")));
    }

    @Test
    void plainLinesHaveOneAlignedLineATurn() throws Exception {
        String out = play(new Terminal(null, false, false, 100, StandardCharsets.UTF_8), terminal -> new PlainLines(terminal, List.of("A", "B", "C")));
        List<String> rows = out.lines().filter(line -> line.matches(" {3}[0-9] .*")).toList();
        assertEquals(9, rows.size(), out);
        String header = out.lines().findFirst().orElseThrow();
        for (String row : rows) assertEquals(header.length(), row.replaceAll("  [0-9] attempts$", "").length(), row);
        assertTrue(rows.get(5).contains("yes") && rows.get(5).endsWith("3 attempts"), rows.get(5));
        assertFalse(out.contains("\u001b"), out);
        assertTrue(out.contains("  * B is cut off from the other nodes for 8 s\n"), out);
        assertTrue(out.contains("  * the links of B heal\n"), out);
        List<String> lines = out.lines().toList();
        int caption = lines.indexOf("  Dresden is nearer now. The client brings a prompt and a turn counter, nothing else.");
        assertTrue(lines.get(caption - 1).startsWith("   2") && lines.get(caption + 1).startsWith("   3"), "a caption stands before the row it is about:\n" + out);
    }

    @Test
    void theLiveTableLeavesTheSameRowsAndNeverWraps() throws Exception {
        for (int width : new int[] {40, 80, 120}) {
            String out = play(new Terminal(null, true, true, width, StandardCharsets.UTF_8), terminal -> new LiveTable(terminal, List.of("A", "B", "C")));
            String[] lines = out.replaceAll("\u001b\\[[0-9]+m", "").split("\n");
            for (String line : lines) assertTrue(line.replaceAll("\r?\u001b\\[[0-9]+[KA]", "").length() < width, width + ": " + line);
            List<String> screen = Screen.of(out);
            assertEquals(9, screen.stream().filter(line -> line.matches(" {3}[0-9] .*")).count(), String.join("\n", screen));
            assertFalse(screen.stream().anyMatch(line -> line.contains("answer 9")), "the answer's line goes when the run ends");
        }
    }

    @Test
    void withoutColourThereIsNone() throws Exception {
        String out = play(new Terminal(null, true, false, 100, StandardCharsets.UTF_8), terminal -> new LiveTable(terminal, List.of("A", "B", "C")));
        assertFalse(out.matches("(?s).*\u001b\\[[0-9]+m.*"), out);
    }

    @Test
    void aTerminalWithoutDashesGetsPlainOnes() {
        assertEquals("A-B - 3x", new Terminal(null, false, false, 100, StandardCharsets.US_ASCII).shown("A–B — 3×"));
        assertEquals("A–B", new Terminal(null, false, false, 100, StandardCharsets.UTF_8).shown("A–B"));
    }

    @Test
    void theWidthIsReadFromSttyOrColumns() {
        assertEquals(120, Terminal.columns("40 120\n").orElseThrow());
        assertEquals(90, Terminal.columns("90").orElseThrow());
        assertTrue(Terminal.columns("").isEmpty());
        assertTrue(Terminal.columns("0 0").isEmpty());
        assertTrue(Terminal.columns("stty: not a tty").isEmpty());
    }

    private static String play(Terminal model, Function<Terminal, RunWatcher> watch) throws Exception {
        Scenario scenario = discedge.experiment.scenario.ScenarioReader.shipped(DiscedgeCommand.DEMONSTRATION);
        var text = new StringWriter();
        Charset charset = model.charset();
        RunWatcher watcher = watch.apply(new Terminal(new PrintWriter(text, true), model.interactive(), model.colour(), model.width(), charset));
        var rows = new TurnRows(scenario);
        var settings = new ScenarioPlayer.Settings(ContextMode.TOKENIZED, Consistency.STRONG, Optional.empty(), 1);
        ScriptedPlayer.good().play(scenario, settings, new PlaySink() {
            @Override
            public void piece(int turn, int attempt, String piece) {
                rows.piece(turn, attempt, piece);
            }

            @Override
            public void emit(discedge.event.NodeEvent event) {
                rows.apply(event);
                watcher.event(event, rows);
                watcher.tick(Instant.parse("2026-01-01T00:00:00Z"), rows);
            }
        });
        watcher.end(rows);
        return text.toString().replace("\r\n", "\n");
    }

    /** What stands on a terminal's screen after some output. */
    private static final class Screen {
        static List<String> of(String out) {
            var lines = new java.util.ArrayList<>(List.of(new StringBuilder()));
            int row = 0;
            for (String part : out.replaceAll("\u001b\\[[0-9]+m", "").split("(?=\u001b\\[1A)|(?<=\u001b\\[1A)|(?=\r\u001b\\[2K)|(?<=\u001b\\[2K)|(?=\n)|(?<=\n)")) {
                switch (part) {
                    case "\u001b[1A" -> row--;
                    case "\r\u001b[2K" -> lines.get(row).setLength(0);
                    case "\n" -> {
                        row++;
                        if (row == lines.size()) lines.add(new StringBuilder());
                    }
                    default -> lines.get(row).append(part);
                }
            }
            return Arrays.asList(lines.stream().map(StringBuilder::toString).toArray(String[]::new));
        }
    }
}
