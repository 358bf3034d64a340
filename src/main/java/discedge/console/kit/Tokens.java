package discedge.console.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;

/** The colours and sizes of {@code css/tokens.css} by name, for what is painted on a canvas. Read once a theme. */
public final class Tokens {
    private static final Pattern BLOCK = Pattern.compile("([^{}]+)\\{([^}]*)}");
    private static final Pattern ENTRY = Pattern.compile("-([a-z0-9-]+)\\s*:\\s*([^;]+);");
    private static final int NODE_COLOURS = 8;
    private static final Map<Theme, Tokens> KNOWN = new HashMap<>();

    private final Map<String, Color> colours = new HashMap<>();
    private final Map<String, Double> sizes = new HashMap<>();

    private Tokens(Theme theme, String css) {
        var blocks = BLOCK.matcher(css.replaceAll("(?s)/\\*.*?\\*/", ""));
        while (blocks.find()) {
            String selector = blocks.group(1).strip();
            if (List.of(selector.split("\\s*,\\s*")).contains(".root." + theme.word())) read(blocks.group(2), true);
            else if (selector.equals(".root")) read(blocks.group(2), false);
        }
    }

    private void read(String body, boolean colour) {
        var entries = ENTRY.matcher(body);
        while (entries.find()) {
            String name = entries.group(1);
            if (colour) colours.put(name, Color.web(entries.group(2).strip()));
            else if (name.startsWith("size-") || name.startsWith("font-")) sizes.put(name, Double.valueOf(entries.group(2).strip()));
        }
    }

    public static synchronized Tokens of(Theme theme) {
        return KNOWN.computeIfAbsent(theme, wanted -> {
            try (var in = Tokens.class.getResourceAsStream("/css/tokens.css")) {
                return new Tokens(wanted, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new IllegalStateException("tokens.css cannot be read", e);
            }
        });
    }

    /** @throws IllegalArgumentException if there is no such token: a misspelt name fails in the first test that paints */
    public Color colour(String name) {
        Color colour = colours.get(name);
        if (colour == null) throw new IllegalArgumentException("tokens.css has no colour -" + name);
        return colour;
    }

    /** In px. */
    public double size(String name) {
        Double size = sizes.get("size-" + name);
        if (size == null) throw new IllegalArgumentException("tokens.css has no size -size-" + name);
        return size;
    }

    /** The colour of the node with this place among the nodes, from 0; from the ninth on they repeat. */
    public Color node(int order) {
        return colour("node-" + (order % NODE_COLOURS + 1));
    }

    /** The letter on that node's badge: dark or white, whichever can be read on it. */
    public Color onNode(int order) {
        return colour("on-node-" + (order % NODE_COLOURS + 1));
    }

    /** Words, such as {@code label}, {@code table}, {@code body}, {@code title}. */
    public Font font(String name) {
        return Font.font("Inter", fontSize(name));
    }

    /** Titles, states and actions. */
    public Font semibold(String name) {
        return Font.font("Inter SemiBold", fontSize(name));
    }

    /** Figures. */
    public Font mono(String name) {
        return Font.font("JetBrains Mono", fontSize(name));
    }

    private double fontSize(String name) {
        Double size = sizes.get("font-" + name);
        if (size == null) throw new IllegalArgumentException("tokens.css has no size -font-" + name);
        return size;
    }
}
