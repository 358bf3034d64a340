package discedge.console;

import discedge.experiment.scenario.Network;
import discedge.timeline.Timeline;
import java.nio.file.Path;
import java.util.Optional;

/** The operator console as commands see it: no word of JavaFX, so that asking whether it can open loads none of it. */
public final class Console {
    private Console() {}

    /**
     * What to open it with.
     *
     * @param lab nodes and links other than the built-in ones
     * @param recorded a run that was read, in place of a lab
     * @param theme {@code dark} or {@code light}; empty = as the settings say
     */
    public record Options(Optional<Network> lab, Optional<Recorded> recorded, Optional<String> theme) {
        public static final Options DEFAULT = new Options(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** @param file its name is the window's title */
    public record Recorded(Path file, Timeline timeline) {}

    /** Why no window can open here, and what to do about it, in a sentence; empty if one can. */
    public static Optional<String> unavailable() {
        return WindowSystem.here().missing();
    }

    /**
     * Opens the window and returns once it is closed and all that ran behind it has ended. An interrupt of this thread closes it.
     *
     * @return the exit code
     */
    public static int run(Options options) {
        return ConsoleApp.run(options);
    }
}
