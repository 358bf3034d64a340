package discedge.console.sessions;

import discedge.console.kit.Words;
import java.util.Locale;

/** What a session may be asked for with one click. */
enum Quick {
    RUNNING, BEHIND, FORKED, DELETED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As the person reads it, and as the filter's text finds it. */
    String text() {
        return Words.of("sessions.quick." + word());
    }
}
