package discedge.console.settings;

import discedge.console.kit.SystemTheme;
import discedge.console.kit.Theme;
import discedge.console.kit.Theming;
import discedge.console.model.Preferences;

/** A window's theme follows the settings, and through them the system, at once. On the FX thread. */
public final class ThemeChoice implements AutoCloseable {
    private final Preferences settings;
    private final Theming theming;
    private final Runnable changed = this::settingsChanged;
    private final SystemTheme system = new SystemTheme(this::systemChanged);
    private String word;

    /** What the window has now stays until something changes: it may have been started with another theme than the settings say. */
    public ThemeChoice(Preferences settings, Theming theming) {
        this.settings = settings;
        this.theming = theming;
        this.word = settings.now().theme();
        settings.onChange(changed);
    }

    /** @param word of {@link discedge.console.model.Settings#THEMES} */
    public static Theme of(String word) {
        return switch (word) {
            case "dark" -> Theme.DARK;
            case "light" -> Theme.LIGHT;
            default -> SystemTheme.now();
        };
    }

    private void settingsChanged() {
        if (word.equals(settings.now().theme())) return;
        word = settings.now().theme();
        theming.set(of(word));
    }

    private void systemChanged() {
        if (word.equals("system")) theming.set(SystemTheme.now());
    }

    @Override
    public void close() {
        settings.forget(changed);
        system.close();
    }
}
