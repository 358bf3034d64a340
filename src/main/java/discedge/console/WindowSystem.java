package discedge.console;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a window needs of the system, asked before the toolkit starts: that ends with a stack trace where something is missing.
 *
 * @param os {@code os.name}
 * @param drawsInMemory the toolkit was told to do without a display, as tests do
 * @param loads whether the system's loader finds a library
 */
record WindowSystem(String os, Map<String, String> environment, boolean drawsInMemory, Predicate<String> loads) {
    /** Libraries that JavaFX links to on Linux, and the Debian packages they are in. */
    private static final List<String> LIBRARIES = List.of("libgtk-3.so.0", "libpangoft2-1.0.so.0", "libXtst.so.6");
    private static final String PACKAGES = "libgtk-3-0 libpangoft2-1.0-0 libxtst6";
    private static final String ELSEWHERE = "gtk3 pango libXtst";

    static WindowSystem here() {
        return new WindowSystem(System.getProperty("os.name", ""), System.getenv(), System.getProperty("glass.platform") != null, WindowSystem::canLoad);
    }

    /** Why no window can open, and what to do; empty if one can. */
    Optional<String> missing() {
        if (drawsInMemory || !os.toLowerCase(Locale.ROOT).contains("linux")) return Optional.empty();
        return noDisplay().or(this::noLibrary);
    }

    private Optional<String> noDisplay() {
        if (isSet("DISPLAY")) return Optional.empty();
        if (isSet("WAYLAND_DISPLAY")) return Optional.of("this Wayland session has no X display (DISPLAY is not set): install xwayland");
        return Optional.of("there is no display (DISPLAY is not set): start it on a desktop, or with ssh -X");
    }

    private boolean isSet(String variable) {
        return !environment.getOrDefault(variable, "").isBlank();
    }

    private Optional<String> noLibrary() {
        List<String> missing = LIBRARIES.stream().filter(loads.negate()).toList();
        if (missing.isEmpty()) return Optional.empty();
        return Optional.of(String.join(", ", missing) + (missing.size() == 1 ? " is" : " are") + " not installed: apt install " + PACKAGES
                + " (elsewhere the packages are called " + ELSEWHERE + ")");
    }

    /** The toolkit loads the same ones next, so nothing is loaded in vain. */
    private static boolean canLoad(String library) {
        try {
            SymbolLookup.libraryLookup(library, Arena.global());
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
