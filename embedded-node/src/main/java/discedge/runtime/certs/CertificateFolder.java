package discedge.runtime.certs;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A folder with a certificate authority and the certificates it has made: {@code ca.crt}, {@code ca.key}, and for each name
 * {@code NAME.crt} and {@code NAME.key} (PEM; keys RSA 2048 in PKCS #8, readable by their owner only). A certificate's CN is its
 * name, which is the user FReD knows; it is for servers and clients, on this machine and at the addresses given.
 */
public final class CertificateFolder {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int KEY_BITS = 2048;
    private static final Duration VALID = Duration.ofDays(825);
    private static final String SIGNATURE = "SHA256withRSA";

    private final Path folder;
    private final Instant now;
    private final SecureRandom random = new SecureRandom();
    private final PrivateKey authorityKey;
    private final X509Certificate authority;

    private CertificateFolder(Path folder, Instant now, boolean make) throws IOException, GeneralSecurityException {
        this.folder = folder;
        this.now = now;
        if (make) {
            KeyPair pair = pair();
            authorityKey = pair.getPrivate();
            authority = sign(new X500Name("CN=DisCEdge CA"), pair, new X500Name("CN=DisCEdge CA"), authorityKey, true, List.of(), VALID.multipliedBy(4));
            write("ca.crt", authority);
            write("ca.key", authorityKey);
        } else {
            authority = new JcaX509CertificateConverter().getCertificate((X509CertificateHolder) read("ca.crt"));
            authorityKey = new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) read("ca.key"));
        }
    }

    /**
     * Opens the folder, making it and its authority if they are not there; an authority that is there is used on.
     *
     * @throws IOException if it cannot be written, or what is there cannot be read; the message names the file
     */
    public static CertificateFolder open(Path folder, Instant now) throws IOException {
        try {
            Files.createDirectories(folder);
            boolean certificate = Files.exists(folder.resolve("ca.crt"));
            boolean key = Files.exists(folder.resolve("ca.key"));
            if (certificate != key) throw new IOException(folder + " has " + (certificate ? "ca.crt without ca.key" : "ca.key without ca.crt")
                    + ": add the other one, or choose an empty folder");
            return new CertificateFolder(folder, now, !certificate);
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificates of " + folder + " cannot be made: " + e.getMessage(), e);
        }
    }

    /**
     * Makes a certificate; one of the same name is replaced.
     *
     * @param name becomes the CN; {@code [A-Za-z0-9_-]}, up to 64
     * @param addresses IP addresses and host names beside localhost and 127.0.0.1
     * @throws IllegalArgumentException if the name is none
     */
    public void issue(String name, List<String> addresses) throws IOException {
        issue(name, addresses, VALID);
    }

    /** @param valid how long; below zero makes one that is out of date, for tests */
    public void issue(String name, List<String> addresses, Duration valid) throws IOException {
        if (!NAME.matcher(name).matches() || name.equalsIgnoreCase("ca")) throw new IllegalArgumentException("'" + name + "' is no name for a certificate: up to 64 letters, digits, - and _, and not 'ca'");
        try {
            KeyPair pair = pair();
            X509Certificate certificate = sign(new X500Name("CN=" + name), pair, new X500Name(authority.getSubjectX500Principal().getName()), authorityKey, false, addresses, valid);
            write(name + ".crt", certificate);
            write(name + ".key", pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate of " + name + " cannot be made: " + e.getMessage(), e);
        }
    }

    private KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS, random);
        return generator.generateKeyPair();
    }

    private X509Certificate sign(X500Name subject, KeyPair pair, X500Name issuer, PrivateKey by, boolean isAuthority, List<String> addresses, Duration valid)
            throws IOException, GeneralSecurityException {
        Instant from = now.minus(valid.isNegative() ? Duration.ofDays(30) : Duration.ofMinutes(5));
        var builder = new JcaX509v3CertificateBuilder(issuer, new BigInteger(120, random), Date.from(from), Date.from(now.plus(valid)), subject, pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
        if (isAuthority) {
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        } else {
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
            builder.addExtension(Extension.subjectAlternativeName, false, alternatives(addresses));
        }
        try {
            return new JcaX509CertificateConverter().getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(by)));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static GeneralNames alternatives(List<String> addresses) {
        var names = new java.util.ArrayList<GeneralName>();
        names.add(new GeneralName(GeneralName.dNSName, "localhost"));
        names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        for (String address : addresses) names.add(new GeneralName(address.matches("[0-9.]+|.*:.*") ? GeneralName.iPAddress : GeneralName.dNSName, address));
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }

    // ---- files

    private Object read(String name) throws IOException {
        try (var parser = new PEMParser(new StringReader(Files.readString(folder.resolve(name))))) {
            Object read = parser.readObject();
            if (name.endsWith(".key") && read instanceof org.bouncycastle.openssl.PEMKeyPair pair) return pair.getPrivateKeyInfo();
            if (name.endsWith(".key") ? read instanceof PrivateKeyInfo : read instanceof X509CertificateHolder) return read;
            throw new IOException(folder.resolve(name) + " is not what its name says");
        }
    }

    private void write(String name, X509Certificate certificate) throws IOException {
        Files.writeString(folder.resolve(name), pem(certificate));
    }

    private void write(String name, PrivateKey key) throws IOException {
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        // Closed to others before the key is in it.
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix"))
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, pem(new JcaPKCS8Generator(key, null)));
    }

    private static String pem(Object what) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(what);
        }
        return text.toString();
    }
}
