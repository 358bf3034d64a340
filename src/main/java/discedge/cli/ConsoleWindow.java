package discedge.cli;

import discedge.console.Console;
import discedge.node.StopSignal;
import java.time.Duration;
import java.util.Optional;

/** The real console; Ctrl+C and SIGTERM close it as its own button does. */
final class ConsoleWindow implements ConsoleCommand.Window {
    /** To save, and to end what runs behind it. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    @Override
    public Optional<String> unavailable() {
        return Console.unavailable();
    }

    @Override
    public int run(Console.Options options) throws Exception {
        return StopSignal.during(() -> Console.run(options), GRACE);
    }
}
