package discedge.node;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known name a mistyped one was most likely meant to be. */
public final class NearestName {
    private NearestName() {}

    /**
     * The known name that is the fewest edits away (insert, delete, replace, swap two neighbours), letter case,
     * leading dashes and the choice between {@code -} and {@code _} aside; empty if even that one differs in more than about a third of its letters.
     */
    public static Optional<String> of(String typed, Collection<String> known) {
        String plain = plain(typed);
        return known.stream()
                .filter(name -> edits(plain, plain(name)) <= allowed(plain, plain(name)))
                .min(Comparator.comparingInt((String name) -> edits(plain, plain(name))).thenComparing(Comparator.naturalOrder()));
    }

    /** {@code "; did you mean 'x'?"}, or nothing if no name is near. */
    public static String hint(String typed, Collection<String> known) {
        return of(typed, known).map(name -> "; did you mean '" + name + "'?").orElse("");
    }

    private static int allowed(String typed, String name) {
        return Math.max(1, (Math.max(typed.length(), name.length()) + 1) / 3);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceFirst("^-+", "").replace('_', '-');
    }

    /** Edits from one text to the other (optimal string alignment). */
    static int edits(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) cost[i][0] = i;
        for (int j = 0; j <= to.length(); j++) cost[0][j] = j;
        for (int i = 1; i <= from.length(); i++)
            for (int j = 1; j <= to.length(); j++) {
                int replaced = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                boolean swapped = i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
                if (swapped) cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
            }
        return cost[from.length()][to.length()];
    }
}
