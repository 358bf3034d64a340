package discedge.node;

import discedge.api.HttpApiSettings;
import discedge.engine.EngineException;
import discedge.engine.EngineInfo;
import discedge.engine.LlmEngine;
import discedge.event.EventSink;
import discedge.models.KnownModel;
import discedge.models.ModelException;
import discedge.models.ProgressLines;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Runs a node as it is configured, on this machine's clock, disk and network. */
public final class EdgeNodeRunner implements NodeRunner {
    /** A node is often started before the server that it needs, which then loads a large model. */
    private static final Duration SERVER_PATIENCE = Duration.ofMinutes(15);

    private final Engines engines;

    public EdgeNodeRunner(Engines engines) {
        this.engines = engines;
    }

    @Override
    public void run(NodeConfig config, Consumer<String> say) throws StartException {
        try (EdgeNode node = start(config, say)) {
            say.accept("node %s serves http://%s:%d, %s, engine %s".formatted(config.id(), config.http().host(), node.httpPort(), where(config, node), words(node.engine())));
            config.peers().forEach(peer -> say.accept("  peer " + peer));
            if (config.fred().isPresent()) say.accept("  " + serveFred(node, config.fred().get()));
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            say.accept("node " + config.id() + " has stopped");
        }
    }

    private EdgeNode start(NodeConfig config, Consumer<String> say) throws StartException, InterruptedException {
        Optional<Path> data = config.store().durable() ? Optional.of(config.dataFolder()) : Optional.empty();
        HttpApiSettings api = HttpApiSettings.DEFAULT;
        var limits = new HttpApiSettings(config.limits().bodyBytes(), api.ping(), api.eventBacklog(), config.defaults().maxWait(), config.defaults().idleTtl(), api.drain());
        var settings = new NodeSettings(config.id(), config.http().host(), config.http().port(), config.replica().host(), config.replica().port(),
                config.peers().stream().map(NodeConfig.Address::toString).toList(), data, config.defaults().mode(), config.defaults().windowPolicy(), limits,
                config.prewarm(), config.defaults().grace(), config.store().fred());
        LlmEngine engine = engine(config.engine(), say);
        try {
            return EdgeNode.start(settings, engine, EventSink.NONE, new SecureRandom());
        } catch (IOException | RuntimeException e) {
            engine.close();
            throw new StartException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    /** Where its records are; of a FReD that is not there yet, that too. */
    private static String where(NodeConfig config, EdgeNode node) {
        Optional<FredStoreSettings> fred = config.store().fred();
        if (fred.filter(store -> !store.isEmbedded()).isPresent())
            return "records in FReD at " + fred.get().address() + ", keygroup " + node.node().keygroup() + node.storeTrouble().map(why -> " (not yet: " + why + ")").orElse("");
        return (fred.isPresent() ? "records in its own FReD, keygroup " + node.node().keygroup() + ", " : "") + "replica %s:%d, %s".formatted(config.replica().host(), node.replicaPort(), config.store().durable() ? "data in " + config.dataFolder() : "memory only");
    }

    private static String serveFred(EdgeNode node, FredSettings settings) throws StartException {
        try {
            int port = node.serveFred(settings);
            return "FReD's clients are served at port " + port + settings.tls().map(tls -> " (mTLS with " + tls.certificate() + ")").orElse(" (in plain text, on loopback)")
                    + settings.advertise().map(host -> ", advertised as " + host).orElse("");
        } catch (IOException e) {
            throw new StartException(e.getMessage(), e);
        }
    }

    /** Kind, and what it runs; a template that is not ChatML is said, because answers suffer. */
    private static String words(LlmEngine engine) {
        EngineInfo info = engine.info();
        String template = engine.template().name();
        return info.engine() + " (" + (info.simulated() ? info.profile() : info.model() + ", window " + info.window()
                + (template.equals("chatml") ? "" : ", " + template + " chat template")) + ")";
    }

    private LlmEngine engine(EngineConfig config, Consumer<String> say) throws StartException, InterruptedException {
        try {
            return engines.open(engines.supplied(config, new ProgressLines(KnownModel.SMOLLM2.name(), say)), SERVER_PATIENCE, say);
        } catch (ModelException | EngineException e) {
            throw new StartException(e.getMessage(), e);
        } catch (CancellationException e) {
            throw new InterruptedException(e.getMessage());
        }
    }
}
