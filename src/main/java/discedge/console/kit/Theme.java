package discedge.console.kit;

import java.util.Locale;

/** Dark or light; how the operating system's choice becomes one of them is the settings' business. */
public enum Theme {
    DARK("/atlantafx/base/theme/primer-dark.css"), LIGHT("/atlantafx/base/theme/primer-light.css");

    private final String base;

    Theme(String base) {
        this.base = base;
    }

    /** Style class of the scene's root. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** AtlantaFX's stylesheet under ours. */
    public String base() {
        return base;
    }

    public Theme other() {
        return this == DARK ? LIGHT : DARK;
    }
}
