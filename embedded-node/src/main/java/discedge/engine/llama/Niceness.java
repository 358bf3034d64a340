package discedge.engine.llama;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.util.Locale;

/**
 * Lets a computing thread step back behind those that answer requests and carry bytes. Java's own thread priorities do nothing on
 * Linux; there a thread may lower its own by {@code setpriority}, and threads that it starts inherit it.
 */
final class Niceness {
    /** Enough that a thread that wakes up for a moment need not wait for one that computes for seconds. */
    private static final int STEP_BACK = 5;

    private Niceness() {}

    /** For the calling thread, for good. Does nothing where it would hold for the whole process. */
    static void stepBack() {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")) return;
        Linker linker = Linker.nativeLinker();
        linker.defaultLookup().find("setpriority").ifPresent(address -> {
            try {
                int refused = (int) linker.downcallHandle(address, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT)).invoke(0, 0, STEP_BACK);
                if (refused != 0) System.getLogger("discedge").log(System.Logger.Level.DEBUG, "computing threads keep their priority");
            } catch (Throwable e) {
                throw LlamaLibrary.failure("lower a thread's priority", e);
            }
        });
    }
}
