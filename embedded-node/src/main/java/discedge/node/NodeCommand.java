package discedge.node;

import discedge.node.CommandLines.FailedException;
import discedge.node.NodeConfig.Address;
import discedge.node.NodeConfig.Store;
import discedge.node.yaml.InvalidFileException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code node} command: one headless node until Ctrl+C or SIGTERM, which drains it and exits 0. The same in both jars. */
@Command(name = "node", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Runs one headless node until Ctrl+C or SIGTERM, which lets running turns finish (exit code 0).",
                "Options override the configuration file, which overrides the defaults."})
public final class NodeCommand implements Callable<Integer> {
    /** Time for running turns to finish after a signal. */
    static final Duration DRAIN = Duration.ofSeconds(60);

    private final NodeRunner runner;

    @Spec
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "configuration in YAML (README, \"Configuration of a node\")")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--id", paramLabel = "ID", converter = Id.class, description = "the node's name among its peers; default A")
    private Optional<String> id = Optional.empty();

    @Option(names = "--http-port", paramLabel = "PORT", converter = Port.class, description = "HTTP API; default 8080, 0 = any free port")
    private Optional<Integer> httpPort = Optional.empty();

    @Option(names = "--replica-port", paramLabel = "PORT", converter = Port.class, description = "links from peers; default 7080, 0 = any free port")
    private Optional<Integer> replicaPort = Optional.empty();

    @Option(names = "--peer", paramLabel = "HOST:PORT", converter = Peer.class, description = "a peer's replica port; once per peer")
    private List<Address> peers = List.of();

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Mixin
    private FredOptions fred = new FredOptions();

    @ArgGroup
    private Where where = new Where();

    /** A data folder or none. */
    static final class Where {
        @Option(names = "--data", paramLabel = "DIR", description = "this node's data folder; default: one with its id in the platform's data folder")
        private Optional<Path> data = Optional.empty();

        @Option(names = "--memory", description = "keep nothing on disk")
        private boolean memory;
    }

    public NodeCommand(NodeRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() throws Exception {
        NodeConfig effective = effective();
        PrintWriter out = spec.commandLine().getOut();
        return StopSignal.during(() -> {
            runner.run(effective, line -> {
                out.println(line);
                out.flush();
            });
            return CommandLine.ExitCode.OK;
        }, DRAIN);
    }

    /** The configuration with the options over it. */
    NodeConfig effective() throws InvalidFileException, FailedException {
        NodeConfig base = config.isPresent() ? NodeConfigReader.read(config.get()) : NodeConfig.standard();
        if (id.isPresent()) base = base.withId(id.get());
        if (httpPort.isPresent()) base = base.withHttpPort(httpPort.get());
        if (replicaPort.isPresent()) base = base.withReplicaPort(replicaPort.get());
        if (!peers.isEmpty()) base = base.withPeers(peers);
        if (engine.given()) base = base.withEngine(engine.over(base.engine()));
        if (where.memory) base = base.withStore(base.store().kept(false, Optional.empty()));
        if (where.data.isPresent()) base = base.withStore(base.store().kept(true, where.data));
        if (fred.given()) base = base.withFred(fred.over(base.fred()));
        if (base.fred().isPresent() && base.store().fred().filter(store -> !store.isEmbedded()).isPresent())
            throw new FailedException("this node keeps its records in FReD at " + base.store().fred().get().address() + ", where its clients are served already; leave --fred-port out");
        if (base.http().port() != 0 && base.http().port() == base.replica().port() && base.http().host().equals(base.replica().host()))
            throw new FailedException("the HTTP API and the replica cannot share port " + base.http().port() + "; give one of them another with --http-port or --replica-port");
        return base;
    }

    static final class Id implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            return converted(() -> NodeConfigReader.id(text));
        }
    }

    static final class Peer implements ITypeConverter<Address> {
        @Override
        public Address convert(String text) {
            return converted(() -> Address.parse(text));
        }
    }

    static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535) return Integer.valueOf(text);
            throw new CommandLine.TypeConversionException("'" + text + "' is no port from 0 to 65535");
        }
    }

    private static <T> T converted(java.util.function.Supplier<T> convert) {
        try {
            return convert.get();
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }
}
