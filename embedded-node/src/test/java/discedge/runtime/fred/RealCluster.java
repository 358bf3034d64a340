package discedge.runtime.fred;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import discedge.runtime.fred.wire.ClientGrpc;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** FReD itself: three nodes nodeA, nodeB and nodeC at the addresses in {@code FRED_ADDRESSES}, with a folder of {@code discedge certs} in {@code FRED_CERTS}. */
final class RealCluster implements FredCluster {
    private final List<String> addresses;
    private final FredChannels channels;
    private final Path certificates;

    RealCluster(List<String> addresses, Path certificates) {
        this.addresses = addresses;
        this.certificates = certificates;
        this.channels = new FredChannels(Optional.of(certificates));
    }

    /** Skips the test where there is none. */
    static RealCluster found() {
        String addresses = System.getenv("FRED_ADDRESSES");
        String certificates = System.getenv("FRED_CERTS");
        assumeTrue(addresses != null && certificates != null, "FRED_ADDRESSES and FRED_CERTS are not set: the contract is not tried on real FReD (docs/fred.md says how)");
        return new RealCluster(List.of(addresses.split(",")), Path.of(certificates));
    }

    @Override
    public String kind() {
        return "FReD";
    }

    @Override
    public String node(int index) {
        return List.of("nodeA", "nodeB", "nodeC").get(index);
    }

    @Override
    public ClientGrpc.ClientBlockingStub at(int index) {
        return at(index, "client");
    }

    @Override
    public ClientGrpc.ClientBlockingStub at(int index, String user) {
        return channels.stub(addresses.get(index), user);
    }

    @Override
    public String user() {
        return "client";
    }

    @Override
    public Optional<FredTls> tls(String user) {
        return Optional.of(FredChannels.tls(certificates, user));
    }

    @Override
    public String address(int index) {
        return addresses.get(index);
    }

    @Override
    public boolean hasUsers() {
        return true;
    }

    @Override
    public void close() {
        channels.close();
    }
}
