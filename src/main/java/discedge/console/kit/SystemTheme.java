package discedge.console.kit;

import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;

/** The theme that the operating system has, and word of its changes. On the FX thread. */
public final class SystemTheme implements AutoCloseable {
    private final ChangeListener<ColorScheme> listener;

    /** @param changed called at each change until this is closed */
    public SystemTheme(Runnable changed) {
        listener = (_, _, _) -> changed.run();
        Platform.getPreferences().colorSchemeProperty().addListener(listener);
    }

    /** Light where the system does not say. */
    public static Theme now() {
        return Platform.getPreferences().getColorScheme() == ColorScheme.DARK ? Theme.DARK : Theme.LIGHT;
    }

    @Override
    public void close() {
        Platform.getPreferences().colorSchemeProperty().removeListener(listener);
    }
}
