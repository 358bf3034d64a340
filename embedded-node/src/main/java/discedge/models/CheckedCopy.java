package discedge.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;

/** Copies and reads with progress, and knows the SHA-256 of what passed. */
final class CheckedCopy {
    private static final int PIECE = 1 << 20;

    private CheckedCopy() {}

    /** @return the copied bytes' SHA-256 in hexadecimal */
    static String copy(InputStream in, Path to, long total, Progress.Step step, Progress progress) throws IOException {
        try (OutputStream out = Files.newOutputStream(to)) {
            return pass(in, out, total, step, progress);
        }
    }

    static String sha256(Path file, Progress progress) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return pass(in, OutputStream.nullOutputStream(), Files.size(file), Progress.Step.CHECKING, progress);
        }
    }

    private static String pass(InputStream in, OutputStream out, long total, Progress.Step step, Progress progress) throws IOException {
        MessageDigest sha = sha256();
        byte[] piece = new byte[PIECE];
        long done = 0;
        for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
            if (progress.cancelled() || Thread.currentThread().isInterrupted()) throw new CancellationException("cancelled");
            sha.update(piece, 0, length);
            out.write(piece, 0, length);
            done += length;
            progress.at(step, done, total);
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
