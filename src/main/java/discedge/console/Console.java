package discedge.console;

import discedge.experiment.live.LabPlan;
import discedge.experiment.scenario.Network;
import discedge.lab.store.LabStores;
import discedge.node.EngineConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The operator console as commands see it: no word of JavaFX, so that asking whether it can open loads none of it. */
public final class Console {
    private Console() {}

    /**
     * What to open it with.
     *
     * @param lab nodes and links other than the built-in ones
     * @param open a run file to show in place of a lab
     * @param connect addresses of nodes of other processes; with no {@code lab} they are all there is
     * @param links addresses of {@code discedge links} processes
     * @param theme {@code dark} or {@code light}; empty = as the settings say
     * @param folders where it keeps things
     * @param engine of the lab; empty = a model that is on this machine, unless the settings say otherwise, else the simulated one
     * @param stores where the nodes of the lab keep their records
     */
    public record Options(Optional<Network> lab, Optional<Path> open, List<String> connect, List<String> links, Optional<String> theme, Folders folders, Optional<EngineConfig> engine,
                          LabStores stores) {
        public static final Options DEFAULT = new Options(Optional.empty(), Optional.empty(), Optional.empty(), Folders.platform());

        public Options {
            connect = List.copyOf(connect);
            links = List.copyOf(links);
        }

        public Options(Optional<Network> lab, Optional<Path> open, List<String> connect, List<String> links, Optional<String> theme, Folders folders) {
            this(lab, open, connect, links, theme, folders, Optional.empty(), LabStores.EMBEDDED);
        }

        /** A lab or a file, and no nodes of other processes. */
        public Options(Optional<Network> lab, Optional<Path> open, Optional<String> theme, Folders folders) {
            this(lab, open, List.of(), List.of(), theme, folders);
        }

        public Options with(Folders others) {
            return new Options(lab, open, connect, links, theme, others, engine, stores);
        }

        public Options with(EngineConfig wanted) {
            return new Options(lab, open, connect, links, theme, folders, Optional.of(wanted), stores);
        }
    }

    /** Loads, on a thread of its own, what a window is made of first: while the command line is read there is a processor to spare. */
    public static void warmUp() {
        Thread.ofPlatform().daemon().name("warm-up").start(() -> {
            WindowSystem.here().missing();
            LabPlan.builtIn();
        });
    }

    /** Why no window can open here, and what to do about it, in a sentence; empty if one can. */
    public static Optional<String> unavailable() {
        return WindowSystem.here().missing();
    }

    /** No window could be opened after all; the message says why. */
    public static final class NoWindowException extends Exception {
        private static final long serialVersionUID = 1;

        public NoWindowException(String why, Throwable cause) {
            super(why, cause);
        }
    }

    /**
     * Opens the window and returns once it is closed and all that ran behind it has ended. An interrupt of this thread closes it.
     *
     * @return the exit code
     * @throws NoWindowException if the toolkit does not start; nothing runs then
     */
    public static int run(Options options) throws NoWindowException {
        return ConsoleApp.run(options);
    }
}
