package discedge.console.sessions.inspector;

import discedge.session.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message with the template before it, or a part of a long one: what is laid out, and asked for, at a time.
 *
 * @param role empty if there is only template
 * @param first it begins the message
 * @param body index of the message's own first id: those before it are the template's
 */
record Paragraph(int turn, Optional<Role> role, int start, int end, boolean first, int body) {
    /** Ids of a part. */
    private static final int MOST = 512;

    int length() {
        return end - start;
    }

    static List<Paragraph> of(TokenMap map) {
        var paragraphs = new ArrayList<Paragraph>();
        int start = 0;
        for (int i = 0; i < map.stretches().size(); i++) {
            Stretch stretch = map.stretches().get(i);
            boolean goesOn = stretch.role().isEmpty() && i + 1 < map.stretches().size() && map.stretches().get(i + 1).turn() == stretch.turn();
            if (goesOn) continue;
            for (int from = start; from < stretch.end(); from += MOST)
                paragraphs.add(new Paragraph(stretch.turn(), stretch.role(), from, Math.min(stretch.end(), from + MOST), from == start, stretch.role().isEmpty() ? stretch.end() : stretch.start()));
            start = stretch.end();
        }
        return List.copyOf(paragraphs);
    }

    /** Index of the one that an id is in. */
    static int find(List<Paragraph> paragraphs, int id) {
        int low = 0;
        int high = paragraphs.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (paragraphs.get(middle).end <= id) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
