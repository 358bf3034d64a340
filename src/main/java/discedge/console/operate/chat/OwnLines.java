package discedge.console.operate.chat;

import java.text.BreakIterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/**
 * Breaks a text into lines of a width, by words, with breaks of its own: for texts that JavaFX must not break
 * ({@link discedge.console.kit.SoftBreaks}). A word is measured once.
 */
final class OwnLines {
    private static final int KNOWN = 4_000;

    private final Map<String, Double> widths = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Double> eldest) {
            return size() > KNOWN;
        }
    };
    private final Text measure = new Text();
    private final TreeSet<Integer> inserted = new TreeSet<>();

    /** The text with a line break in the place of the spaces where lines end, and one more in words that are longer than a line. */
    String broken(String text, Font font, double width) {
        if (!font.equals(measure.getFont())) {
            measure.setFont(font);
            widths.clear();
        }
        inserted.clear();
        var lines = new StringBuilder(text.length() + 16);
        BreakIterator words = BreakIterator.getLineInstance(Locale.ROOT);
        words.setText(text);
        double at = 0;
        for (int from = words.first(), to = words.next(); to != BreakIterator.DONE; from = to, to = words.next()) {
            String word = text.substring(from, to);
            double bare = width(word.stripTrailing());
            if (at > 0 && at + bare > width) {
                end(lines);
                at = 0;
            }
            at = bare > width ? cut(lines, word, bare, width) : put(lines, word, at);
        }
        return lines.toString();
    }

    private double put(StringBuilder lines, String word, double at) {
        lines.append(word);
        return word.endsWith("\n") ? 0 : at + width(word);
    }

    private double cut(StringBuilder lines, String word, double wide, double width) {
        int part = Math.max(1, (int) (word.length() * width / wide * 0.9));
        int from = 0;
        for (; from + part < word.length(); from += part) {
            lines.append(word, from, from + part);
            insert(lines);
        }
        return put(lines, word.substring(from), 0);
    }

    /** A space becomes the line's end; without one the end is put in. */
    private void end(StringBuilder lines) {
        int last = lines.length() - 1;
        if (lines.charAt(last) == ' ') lines.setCharAt(last, '\n');
        else if (lines.charAt(last) != '\n') insert(lines);
    }

    private void insert(StringBuilder lines) {
        inserted.add(lines.length());
        lines.append('\n');
    }

    private double width(String word) {
        return widths.computeIfAbsent(word, its -> {
            measure.setText(its);
            return measure.getLayoutBounds().getWidth();
        });
    }

    /** Where a place of the broken text is in the one that was given last. */
    int original(int index) {
        return index - inserted.headSet(index).size();
    }
}
