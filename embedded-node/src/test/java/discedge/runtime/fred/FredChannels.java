package discedge.runtime.fred;

import discedge.runtime.fred.wire.ClientGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Channels to FReD's client ports, one an address and user. */
final class FredChannels {
    private final Optional<Path> certificates;
    private final Map<String, ManagedChannel> channels = new HashMap<>();

    /** @param certificates a folder of {@code discedge certs}; empty = in plain text */
    FredChannels(Optional<Path> certificates) {
        this.certificates = certificates;
    }

    ClientGrpc.ClientBlockingStub stub(String address, String user) {
        ManagedChannel channel = channels.computeIfAbsent(address + " " + user, _ -> {
            NettyChannelBuilder builder = NettyChannelBuilder.forTarget(address);
            try {
                return (certificates.isPresent() ? builder.sslContext(tls(certificates.get(), user).client()) : builder.usePlaintext()).build();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        return ClientGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    static FredTls tls(Path folder, String user) {
        return new FredTls(folder.resolve(user + ".crt"), folder.resolve(user + ".key"), folder.resolve("ca.crt"));
    }

    void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
