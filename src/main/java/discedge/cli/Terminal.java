package discedge.cli;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * Where output goes.
 *
 * @param interactive a person looks at it: lines may be redrawn
 * @param colour ANSI colours are wanted
 * @param width in columns
 * @param charset what it can show
 */
record Terminal(PrintWriter out, boolean interactive, boolean colour, int width, Charset charset) {
    private static final int DEFAULT_WIDTH = 100;

    /** Standard output. {@code NO_COLOR} (no-color.org) and {@code TERM=dumb} are respected. */
    static Terminal system() {
        Map<String, String> environment = System.getenv();
        Console console = System.console();
        boolean interactive = console != null && console.isTerminal() && !"dumb".equals(environment.get("TERM"));
        boolean colour = interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
        Charset charset = Charset.forName(System.getProperty("stdout.encoding", Charset.defaultCharset().name()), StandardCharsets.UTF_8);
        var out = new PrintWriter(new java.io.OutputStreamWriter(System.out, charset), true);
        return new Terminal(out, interactive, colour, interactive ? width(environment) : DEFAULT_WIDTH, charset);
    }

    /** COLUMNS, else what stty says, else 100. */
    private static int width(Map<String, String> environment) {
        return columns(environment.getOrDefault("COLUMNS", "")).orElseGet(() -> columns(stty()).orElse(DEFAULT_WIDTH));
    }

    static OptionalInt columns(String text) {
        String[] words = text.strip().split("\\s+");
        String last = words[words.length - 1];
        return last.matches("[0-9]{1,4}") && Integer.parseInt(last) >= 20 ? OptionalInt.of(Integer.parseInt(last)) : OptionalInt.empty();
    }

    /** {@code rows columns}; empty where there is no stty. */
    private static String stty() {
        try {
            Process process = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).redirectErrorStream(true).start();
            if (!process.waitFor(1, TimeUnit.SECONDS)) process.destroyForcibly();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    void line(String text) {
        out.println(shown(text));
        out.flush();
    }

    void raw(String text) {
        out.print(text);
        out.flush();
    }

    /** The text with dashes that this terminal can show. */
    String shown(String text) {
        return charset.newEncoder().canEncode("—–×≈") ? text : text.replace('—', '-').replace('–', '-').replace('×', 'x').replace('≈', '~');
    }
}
