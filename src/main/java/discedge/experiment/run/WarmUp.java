package discedge.experiment.run;

import discedge.event.ClientEvent;
import discedge.event.EventSink;
import discedge.event.NodeEvent;
import discedge.event.TurnEvent;
import discedge.lab.Lab;
import discedge.lab.client.AnswerListener;
import discedge.lab.client.AskOptions;
import discedge.lab.client.ClientSettings;
import discedge.lab.client.Position;
import discedge.lab.client.RoamingClient;
import discedge.lab.client.TurnFailedException;
import discedge.session.ContextMode;
import java.io.IOException;
import java.util.SplittableRandom;

/**
 * One short request to each node before the first turn: that would otherwise measure how this program's classes load. The lab
 * reports through this; until it is warm, what turns and clients report is not passed on.
 */
public final class WarmUp implements EventSink {
    private final EventSink sink;
    private volatile boolean warm;

    public WarmUp(EventSink sink) {
        this.sink = sink;
    }

    @Override
    public void emit(NodeEvent event) {
        if (warm || !(event instanceof TurnEvent || event instanceof ClientEvent)) sink.emit(event);
    }

    /** @throws IOException if a node does not answer */
    public void run(Lab lab) throws InterruptedException, IOException {
        var settings = ClientSettings.of("warm-up").withMode(ContextMode.CLIENT_SIDE);
        try (var client = new RoamingClient(settings, lab.connect("warm-up"), Position.ORIGIN, new SplittableRandom(0), EventSink.NONE, lab.clock())) {
            for (String node : lab.names()) {
                client.goTo(node);
                client.ask("hello", AskOptions.STREAM.withMaxTokens(1), AnswerListener.NONE);
            }
        } catch (TurnFailedException e) {
            throw new IOException("a node does not answer: " + e.getMessage(), e);
        }
        warm = true;
    }
}
