package discedge.cli;

import java.util.ArrayList;
import java.util.List;

/** Text broken at spaces. */
final class Wrapped {
    private Wrapped() {}

    /** Lines of at most {@code width} characters; a longer word has a line of its own. Control characters become spaces. */
    static List<String> lines(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : text.replaceAll("\\p{Cntrl}", " ").strip().split(" +")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
