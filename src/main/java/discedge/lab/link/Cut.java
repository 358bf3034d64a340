package discedge.lab.link;

import java.util.Arrays;
import java.util.Locale;

/** How a direction of a link is cut. */
public enum Cut {
    /** Not cut. */
    NONE,
    /** The path says so: open connections are reset at once, new ones are reset as they come. Either direction does it for both. */
    CLEAN,
    /** Packets vanish: nothing is forwarded and nothing closed. After healing the held bytes go on, as TCP's retransmissions would. */
    SILENT;

    /** The name in scenarios and events: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException that names the known words */
    public static Cut ofWord(String word) {
        for (Cut cut : values()) if (cut.word().equals(word)) return cut;
        throw new IllegalArgumentException("'" + word + "' is none of " + Arrays.stream(values()).map(Cut::word).toList());
    }
}
