package discedge.console;

import discedge.console.kit.Notices;
import discedge.console.kit.Words;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A mistake of the program on the FX thread: said once, logged once, and the rest of the window goes on. While the process ends
 * the toolkit fails for having been closed under it; that is nobody's business.
 */
final class Mishaps implements Thread.UncaughtExceptionHandler {
    private static final System.Logger LOG = System.getLogger("discedge");

    private final Set<String> known = new HashSet<>();
    private Optional<Notices> notices = Optional.empty();

    /** Says them here from now on. On the FX thread. */
    void sayIn(Notices window) {
        notices = Optional.of(window);
    }

    @Override
    public void uncaughtException(Thread thread, Throwable mistake) {
        if (ends() || !known.add(place(mistake))) return;
        LOG.log(System.Logger.Level.ERROR, "a mistake in the console", mistake);
        notices.ifPresent(window -> window.show("mishap", Words.of("shell.mishap", mistake.getClass().getSimpleName())));
    }

    private static String place(Throwable mistake) {
        StackTraceElement[] trace = mistake.getStackTrace();
        return mistake.getClass().getName() + (trace.length == 0 ? "" : " " + trace[0]);
    }

    /** The runtime takes no hooks once it runs them. */
    private static boolean ends() {
        var probe = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }
}
