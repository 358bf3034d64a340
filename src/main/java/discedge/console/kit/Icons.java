package discedge.console.kit;

import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** Icons as nodes; colour and size come from the stylesheets. */
public final class Icons {
    private Icons() {}

    public static FontIcon of(BootstrapIcons icon) {
        return FontIcon.of(icon);
    }
}
