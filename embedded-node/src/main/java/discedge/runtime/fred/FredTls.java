package discedge.runtime.fred;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * The files of a side of mTLS, PEM each.
 *
 * @param certificate its CN is the user that the other side knows
 * @param key PKCS #8, without a password
 * @param authority who signed the other side's certificate
 */
public record FredTls(Path certificate, Path key, Path authority) {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** @throws IOException if a file is missing or is not what it should be; the message names it */
    SslContext server() throws IOException {
        return made(() -> GrpcSslContexts.configure(SslContextBuilder.forServer(certificate.toFile(), key.toFile()))
                .trustManager(authority.toFile()).clientAuth(ClientAuth.REQUIRE).protocols(PROTOCOLS).build());
    }

    /** @throws IOException as {@link #server} */
    SslContext client() throws IOException {
        return made(() -> GrpcSslContexts.forClient().keyManager(certificate.toFile(), key.toFile()).trustManager(authority.toFile()).protocols(PROTOCOLS).build());
    }

    /** The user that the certificate stands for: its CN. Empty if it cannot be read. */
    public Optional<String> user() {
        try (var in = Files.newInputStream(certificate)) {
            var read = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            return FredServer.commonName(read.getSubjectX500Principal());
        } catch (IOException | CertificateException e) {
            return Optional.empty();
        }
    }

    private interface Maker {
        SslContext make() throws Exception;
    }

    private SslContext made(Maker maker) throws IOException {
        for (Path file : new Path[] {certificate, key, authority})
            if (!Files.isReadable(file)) throw new IOException("there is no readable file " + file + ": make certificates with discedge certs");
        try {
            return maker.make();
        } catch (Exception e) {
            throw new IOException("the certificates " + certificate + ", " + key + " and " + authority + " cannot be used: " + reason(e), e);
        }
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
