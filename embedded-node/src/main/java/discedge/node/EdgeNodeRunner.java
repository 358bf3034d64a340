package discedge.node;

import discedge.api.HttpApiSettings;
import discedge.engine.LlmEngine;
import discedge.engine.simulated.HardwareProfile;
import discedge.engine.simulated.SimulatedEngine;
import discedge.engine.simulated.SimulatedSettings;
import discedge.event.EventSink;
import discedge.runtime.RealPacer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Runs a node as it is configured, on this machine's clock, disk and network. */
public final class EdgeNodeRunner implements NodeRunner {
    @Override
    public void run(NodeConfig config, Consumer<String> say) throws StartException {
        try (EdgeNode node = start(config)) {
            say.accept("node %s serves http://%s:%d, replica %s:%d, %s, engine %s%s".formatted(config.id(), config.http().host(), node.httpPort(),
                    config.replica().host(), node.replicaPort(), config.store().durable() ? "data in " + config.dataFolder() : "memory only",
                    node.engine().info().engine(), node.engine().info().profile().isEmpty() ? "" : " (" + node.engine().info().profile() + ")"));
            config.peers().forEach(peer -> say.accept("  peer " + peer));
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            say.accept("node " + config.id() + " has stopped");
        }
    }

    private static EdgeNode start(NodeConfig config) throws StartException {
        Optional<Path> data = config.store().durable() ? Optional.of(config.dataFolder()) : Optional.empty();
        HttpApiSettings api = HttpApiSettings.DEFAULT;
        var limits = new HttpApiSettings(config.limits().bodyBytes(), api.ping(), api.eventBacklog(), config.defaults().maxWait(), config.defaults().idleTtl(), api.drain());
        var settings = new NodeSettings(config.id(), config.http().host(), config.http().port(), config.replica().host(), config.replica().port(),
                config.peers().stream().map(NodeConfig.Address::toString).toList(), data, config.defaults().mode(), config.defaults().windowPolicy(), limits);
        LlmEngine engine = engine(config.engine());
        try {
            return EdgeNode.start(settings, engine, EventSink.NONE, new SecureRandom());
        } catch (IOException | RuntimeException e) {
            engine.close();
            throw new StartException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    private static LlmEngine engine(NodeConfig.Engine engine) {
        var settings = SimulatedSettings.of(HardwareProfile.named(engine.profile())).withSeed(engine.seed()).withWindow(engine.window()).withSlots(engine.slots(), 1);
        return new SimulatedEngine(settings, new RealPacer());
    }
}
