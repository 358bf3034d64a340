package discedge.node;

import discedge.node.CommandLines.FailedException;
import discedge.node.NodeConfig.Address;
import discedge.runtime.fred.FredTls;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How FReD's clients are served, as options. */
final class FredOptions {
    @Option(names = "--fred-port", paramLabel = "PORT", converter = NodeCommand.Port.class, description = "serve FReD's clients (mcc.fred.client) here too; 0 = any free port")
    private Optional<Integer> port = Optional.empty();

    @Option(names = "--fred-advertise", paramLabel = "HOST:PORT", converter = NodeCommand.Peer.class, description = "where FReD's clients reach this node; default: loopback and the port")
    private Optional<Address> advertise = Optional.empty();

    @Option(names = "--fred-cert", paramLabel = "FILE", description = "this node's certificate (PEM); with --fred-key and --fred-ca: mTLS, the user is the client's CN")
    private Optional<Path> certificate = Optional.empty();

    @Option(names = "--fred-key", paramLabel = "FILE", description = "its key (PKCS #8, PEM)")
    private Optional<Path> key = Optional.empty();

    @Option(names = "--fred-ca", paramLabel = "FILE", description = "who signed the clients' certificates (PEM)")
    private Optional<Path> authority = Optional.empty();

    boolean given() {
        return port.isPresent() || advertise.isPresent() || certificate.isPresent() || key.isPresent() || authority.isPresent();
    }

    /** @throws FailedException if what is given does not stand by itself */
    FredSettings over(Optional<FredSettings> base) throws FailedException {
        if (port.isEmpty() && base.isEmpty()) throw new FailedException("--fred-port is missing: without it FReD's clients are not served, and the other --fred options have no use");
        return new FredSettings(port.orElseGet(() -> base.orElseThrow().port()), advertise.map(Address::toString).or(() -> base.flatMap(FredSettings::advertise)),
                tls().or(() -> base.flatMap(FredSettings::tls)));
    }

    private Optional<FredTls> tls() throws FailedException {
        if (certificate.isEmpty() && key.isEmpty() && authority.isEmpty()) return Optional.empty();
        if (certificate.isEmpty() || key.isEmpty() || authority.isEmpty())
            throw new FailedException("mTLS needs all three of --fred-cert, --fred-key and --fred-ca; without any of them FReD is served in plain text on loopback");
        return Optional.of(new FredTls(certificate.get(), key.get(), authority.get()));
    }
}
