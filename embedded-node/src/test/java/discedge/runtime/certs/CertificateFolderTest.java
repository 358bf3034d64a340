package discedge.runtime.certs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateFolderTest {
    @TempDir
    Path folder;

    private X509Certificate certificate(String name) throws Exception {
        try (var in = Files.newInputStream(folder.resolve(name + ".crt"))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    @Test
    void a_certificate_names_its_user_and_is_signed_by_the_authority_of_the_folder() throws Exception {
        CertificateFolder.open(folder, Instant.now()).issue("nodeA", List.of("10.0.0.7", "edge-7"));
        X509Certificate made = certificate("nodeA");
        assertEquals("CN=nodeA", made.getSubjectX500Principal().getName());
        made.verify(certificate("ca").getPublicKey());
        made.checkValidity();
        assertEquals(List.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"), made.getExtendedKeyUsage());
        String alternatives = made.getSubjectAlternativeNames().toString();
        for (String name : List.of("localhost", "127.0.0.1", "10.0.0.7", "edge-7")) assertTrue(alternatives.contains(name), alternatives);
        assertTrue(Files.readString(folder.resolve("nodeA.key")).startsWith("-----BEGIN PRIVATE KEY-----"));
        assertEquals("[OWNER_READ, OWNER_WRITE]", new java.util.TreeSet<>(Files.getPosixFilePermissions(folder.resolve("nodeA.key"))).toString());
    }

    @Test
    void an_authority_that_is_there_is_used_on() throws Exception {
        CertificateFolder.open(folder, Instant.now()).issue("nodeA", List.of());
        byte[] before = Files.readAllBytes(folder.resolve("ca.crt"));
        CertificateFolder.open(folder, Instant.now()).issue("nodeB", List.of());
        assertArrayEquals(before, Files.readAllBytes(folder.resolve("ca.crt")));
        certificate("nodeB").verify(certificate("ca").getPublicKey());
    }

    @Test
    void one_that_is_out_of_date_can_be_made_for_tests() throws Exception {
        CertificateFolder.open(folder, Instant.now()).issue("old", List.of(), Duration.ofDays(-1));
        assertThrows(CertificateExpiredException.class, certificate("old")::checkValidity);
    }

    @Test
    void what_cannot_be_used_is_named() throws Exception {
        Files.writeString(folder.resolve("ca.crt"), "no certificate");
        assertTrue(assertThrows(IOException.class, () -> CertificateFolder.open(folder, Instant.now())).getMessage().contains("ca.crt without ca.key"));
        Files.writeString(folder.resolve("ca.key"), "no key");
        assertTrue(assertThrows(IOException.class, () -> CertificateFolder.open(folder, Instant.now())).getMessage().contains("ca.crt"));
        Path other = folder.resolve("other");
        CertificateFolder good = CertificateFolder.open(other, Instant.now());
        assertThrows(IllegalArgumentException.class, () -> good.issue("a b", List.of()));
        assertThrows(IllegalArgumentException.class, () -> good.issue("ca", List.of()));
    }
}
