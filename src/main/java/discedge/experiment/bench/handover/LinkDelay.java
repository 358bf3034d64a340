package discedge.experiment.bench.handover;

import discedge.engine.EngineException;
import discedge.engine.GenerationListener;
import discedge.engine.GenerationRequest;
import discedge.engine.LlmEngine;
import discedge.engine.Sampling;
import discedge.experiment.bench.BenchmarkFailedException;
import discedge.lab.link.Direction;
import discedge.lab.link.Link;
import discedge.lab.link.LinkProperties;
import discedge.runtime.Joining;
import discedge.session.SessionId;
import discedge.tokens.TokenSequence;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Whether a link's delay stays what it was set to while all nodes' engines compute: bytes go to and fro over a link of their own. */
final class LinkDelay {
    static final Duration SET = Duration.ofMillis(10);
    private static final int PINGS = 150;
    private static final Duration BETWEEN = Duration.ofMillis(15);

    private LinkDelay() {}

    /** @param engines that compute meanwhile */
    static HandoverFigures.Delay measure(List<LlmEngine> engines, TokenSequence context) throws IOException, InterruptedException, BenchmarkFailedException {
        double[] idle = ping();
        var load = new ArrayList<Load>();
        double[] busy;
        try {
            for (LlmEngine engine : engines) load.add(new Load(engine, context, load.size()));
            busy = ping();
        } finally {
            load.forEach(Load::close);
        }
        for (Load one : load) one.check();
        return new HandoverFigures.Delay(SET.toNanos() / 1e6, idle, busy);
    }

    /** One way, in ms: half of the way there and back. */
    private static double[] ping() throws IOException, InterruptedException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()); var link = new Link("here", "there", new SplittableRandom(1))) {
            link.set(LinkProperties.delayed(SET));
            var relay = link.relay(Direction.FORWARD, (InetSocketAddress) server.getLocalSocketAddress());
            try (var near = new Socket(InetAddress.getLoopbackAddress(), relay.port()); var far = server.accept()) {
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                Thread.ofPlatform().daemon().name("echo").start(() -> echo(far));
                var took = new double[PINGS];
                for (int i = 0; i < took.length; i++) {
                    Thread.sleep(BETWEEN);
                    long sent = System.nanoTime();
                    near.getOutputStream().write(i);
                    if (near.getInputStream().read() < 0) throw new IOException("the link closed");
                    took[i] = (System.nanoTime() - sent) / 2e6;
                }
                return took;
            }
        }
    }

    private static void echo(Socket socket) {
        try {
            for (int read = socket.getInputStream().read(); read >= 0; read = socket.getInputStream().read()) socket.getOutputStream().write(read);
        } catch (IOException e) {
            // The other end is done.
        }
    }

    /** Prompts evaluated at an engine, one after the other. */
    private static final class Load implements GenerationListener, AutoCloseable {
        private final Thread thread;
        private volatile boolean closed;
        private volatile String trouble = "";

        Load(LlmEngine engine, TokenSequence context, int number) {
            SessionId session = SessionId.ofBits(31, number);
            thread = Thread.ofVirtual().start(() -> {
                try {
                    while (!closed) {
                        engine.generate(new GenerationRequest(session, context, Sampling.defaults()), this);
                        engine.evict(session);
                    }
                } catch (EngineException e) {
                    trouble = e.getMessage();
                } catch (InterruptedException e) {
                    trouble = "interrupted";
                }
            });
        }

        @Override
        public void prefillStarted() {}

        @Override
        public void prefilled(int promptTokens, int cachedTokens, int slot, String slotOwner) {}

        @Override
        public void sampled(TokenSequence ids) {}

        @Override
        public boolean cancelled() {
            return closed;
        }

        void check() throws BenchmarkFailedException {
            if (!trouble.isEmpty()) throw new BenchmarkFailedException("an engine did not compute: " + trouble);
        }

        @Override
        public void close() {
            closed = true;
            Joining.untilEnded(thread);
        }
    }
}
