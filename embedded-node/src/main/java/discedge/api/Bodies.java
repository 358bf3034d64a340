package discedge.api;

import discedge.context.Refusal;
import discedge.context.RefusalCode;
import discedge.context.RefusedException;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Request bodies, up to a limit. One that is too long is never kept: it is read over, so that its connection survives. */
final class Bodies {
    /** Beyond this many bytes more the connection is closed instead. */
    private static final long READ_OVER = 16 << 20;

    private final int limit;

    Bodies(int limit) {
        this.limit = limit;
    }

    /** @throws RefusedException with {@code body_too_large} */
    byte[] read(Exchange exchange) throws IOException {
        // In HTTP/2, Helidon waits for ever for a body whose stream was reset; an interrupt ends the wait.
        Thread reader = Thread.currentThread();
        exchange.hangUp().then(reader::interrupt);
        try {
            return readWhole(exchange);
        } catch (RefusedException | CloseConnectionException e) {
            throw e;
        } catch (DataReader.InsufficientDataAvailableException | UncheckedIOException e) {
            throw Exchange.gone();
        } catch (RuntimeException e) {
            // Chunks that are none come out as several kinds of exception; where the next request begins cannot be told.
            if (!exchange.connection().http2()) exchange.response().header(HeaderValues.CONNECTION_CLOSE);
            throw new RefusedException(Refusal.of(RefusalCode.BAD_REQUEST, "the request's body is no valid HTTP (" + e.getMessage() + ")"));
        } finally {
            exchange.hangUp().then(() -> {});
            if (exchange.hangUp().hasHappened()) throw Exchange.gone();
        }
    }

    private byte[] readWhole(Exchange exchange) throws IOException {
        long length = exchange.request().headers().contentLength().orElse(-1);
        boolean waitsToSend = exchange.request().headers().contains(HeaderValues.EXPECT_100) && !exchange.connection().http2();
        if (length > limit && waitsToSend) throw tooLarge();
        InputStream in = exchange.request().content().inputStream();
        if (length > limit) throw readOver(exchange, in);
        var bytes = new ByteArrayOutputStream(length >= 0 ? (int) length : 1024);
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            bytes.write(buffer, 0, n);
            if (bytes.size() > limit) throw readOver(exchange, in);
        }
        return bytes.toByteArray();
    }

    private RefusedException readOver(Exchange exchange, InputStream in) throws IOException {
        byte[] buffer = new byte[8192];
        long left = READ_OVER;
        while (left > 0) {
            int n = in.read(buffer);
            if (n < 0) return tooLarge();
            left -= n;
        }
        if (!exchange.connection().http2()) exchange.response().header(HeaderValues.CONNECTION_CLOSE);
        return tooLarge();
    }

    private RefusedException tooLarge() {
        return new RefusedException(Refusal.of(RefusalCode.BODY_TOO_LARGE,
                "the body is longer than %,d bytes: send a shorter prompt".formatted(limit)).with("limit_bytes", limit));
    }
}
