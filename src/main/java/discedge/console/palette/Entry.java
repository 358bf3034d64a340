package discedge.console.palette;

import java.util.Locale;

/**
 * Something that the palette finds.
 *
 * @param title what is searched
 * @param hint beside it: its key, or what it is
 * @param enabled it can be done now
 */
record Entry(String title, String hint, boolean enabled, Runnable action) {
    /** Every word of the search is somewhere in the title or the hint. */
    boolean matches(String[] words) {
        String all = (title + " " + hint).toLowerCase(Locale.ROOT);
        for (String word : words) if (!all.contains(word)) return false;
        return true;
    }

    /** What begins as it was typed comes first, then what has it in one piece. */
    int rank(String text) {
        String lower = title.toLowerCase(Locale.ROOT);
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return lower.startsWith(wanted) ? 0 : lower.contains(wanted) ? 1 : 2;
    }
}
