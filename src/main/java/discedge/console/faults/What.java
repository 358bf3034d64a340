package discedge.console.faults;

import java.util.Locale;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** What a person can break. */
enum What {
    CUT(BootstrapIcons.SCISSORS), DELAY(BootstrapIcons.HOURGLASS_SPLIT), JITTER(BootstrapIcons.SOUNDWAVE), BANDWIDTH(BootstrapIcons.FUNNEL), KILL(BootstrapIcons.X_OCTAGON),
    RESTART(BootstrapIcons.ARROW_CLOCKWISE);

    private final BootstrapIcons icon;

    What(BootstrapIcons icon) {
        this.icon = icon;
    }

    BootstrapIcons icon() {
        return icon;
    }

    /** As events say it; a cut may be silent. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A node is hit, not links. */
    boolean isAboutNode() {
        return this == KILL || this == RESTART;
    }

    /** It has a size: how long, how fast. */
    boolean hasAmount() {
        return this == DELAY || this == JITTER || this == BANDWIDTH;
    }
}
