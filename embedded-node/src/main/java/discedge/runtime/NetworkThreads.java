package discedge.runtime;

import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The few network threads that all links of this process share; they end when the last user is gone. */
final class NetworkThreads {
    private static final int THREADS = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 4);
    /** Held here because java.util.logging forgets the level of a logger that nobody holds. */
    private static final List<Logger> QUIET = List.of(Logger.getLogger("io.grpc"), Logger.getLogger("io.grpc.netty.shaded.io.netty"));

    private static EventLoopGroup shared;
    private static int users;

    static {
        // Plain NIO serves a handful of links as well as netty's native library, which would be unpacked into the
        // temporary folder and make JDK 25 warn about native access.
        if (System.getProperty("io.grpc.netty.shaded.io.netty.transport.noNative") == null) {
            System.setProperty("io.grpc.netty.shaded.io.netty.transport.noNative", "true");
        }
        // A broken connection is ordinary here and told through LinkEvents; a level that someone has set is left alone.
        QUIET.stream().filter(logger -> logger.getLevel() == null).forEach(logger -> logger.setLevel(Level.SEVERE));
    }

    private NetworkThreads() {}

    static synchronized EventLoopGroup acquire() {
        if (users++ == 0) {
            shared = new MultiThreadIoEventLoopGroup(THREADS, new DefaultThreadFactory("replica-links", true), NioIoHandler.newFactory());
        }
        return shared;
    }

    static synchronized void release() {
        // The quiet time lets gRPC's own last tasks run.
        if (--users == 0) shared.shutdownGracefully(200, 2_000, TimeUnit.MILLISECONDS);
    }
}
