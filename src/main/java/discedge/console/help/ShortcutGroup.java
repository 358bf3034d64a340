package discedge.console.help;

import discedge.console.kit.Words;
import java.util.List;
import java.util.Locale;

/** What commands are about; a command that is about nothing listed here is about the window. */
enum ShortcutGroup {
    SCREENS(true, "screen."), WINDOW(true), FILES(true, "open-run", "save-run", "export-", "scenario-"),
    TIME(false, "time-", "mark-", "zoom-time-", "play", "faster", "slower", "live"), ROAM(false, "roam", "heal-", "faults"),
    CHAT(true, "new-chat", "ask", "turn-");

    private final boolean left;
    private final List<String> begins;

    ShortcutGroup(boolean left, String... begins) {
        this.left = left;
        this.begins = List.of(begins);
    }

    /** Of the two columns. */
    boolean isLeft() {
        return left;
    }

    String title() {
        return Words.of("help.group." + name().toLowerCase(Locale.ROOT));
    }

    static ShortcutGroup of(String command) {
        for (ShortcutGroup group : values()) if (group.begins.stream().anyMatch(command::startsWith)) return group;
        return WINDOW;
    }
}
