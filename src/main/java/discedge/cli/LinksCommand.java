package discedge.cli;

import discedge.lab.relay.RelayControl;
import discedge.lab.relay.RelayPlan;
import discedge.lab.relay.RelayPlanReader;
import discedge.lab.relay.RelayStation;
import discedge.node.StopSignal;
import discedge.node.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code discedge links}. */
@Command(name = "links", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Runs relays between nodes of other processes: links that can be slowed and cut, until Ctrl+C.",
                "The console changes them over HTTP (docs/lab.md)."})
final class LinksCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "which relays (docs/lab.md)")
    private Path file;

    @Option(names = "--seed", paramLabel = "N", description = "of the jitter; default 1")
    private long seed = 1;

    LinksCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        RelayPlan plan = RelayPlanReader.read(file);
        return StopSignal.during(() -> run(plan), Duration.ofSeconds(3));
    }

    private int run(RelayPlan plan) throws IOException {
        try (var station = new RelayStation(plan, seed, InstantSource.system());
             var control = new RelayControl(station, plan.control(), InstantSource.system())) {
            for (RelayPlan.Relay relay : plan.relays())
                terminal.line(relay.from() + " → " + relay.to() + "  " + relay.listen().getHostString() + ":" + relay.listen().getPort() + " → "
                        + relay.target().getHostString() + ":" + relay.target().getPort() + "  " + Words.time(relay.shape().delay()));
            terminal.line("control http://" + plan.control().getHostString() + ":" + control.port() + "/links");
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            terminal.line("Stopped.");
        }
        return 0;
    }
}
