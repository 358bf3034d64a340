package discedge.console;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the rail leads to. Numbers are those of docs/console.md; those missing are to come. */
public enum Screen {
    OPERATE(1, "bi-diagram-3"), SESSIONS(2, "bi-list-ul"), SCENARIO(5, "bi-play"), EVENTS(7, "bi-journal-text");

    private final int number;
    private final String icon;

    Screen(int number, String icon) {
        this.number = number;
        this.icon = icon;
    }

    /** With Ctrl it leads here. */
    public int number() {
        return number;
    }

    public String icon() {
        return icon;
    }

    /** Empty if there is none of that word. */
    public static Optional<Screen> ofWord(String word) {
        return Arrays.stream(values()).filter(screen -> screen.word().equals(word)).findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
