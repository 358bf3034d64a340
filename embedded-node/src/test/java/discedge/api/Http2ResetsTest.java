package discedge.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Http2ResetsTest {
    private static void frame(ByteArrayOutputStream out, int type, int stream, int length) {
        out.writeBytes(new byte[] {(byte) (length >> 16), (byte) (length >> 8), (byte) length, (byte) type, 0, (byte) (stream >> 24),
                (byte) (stream >> 16), (byte) (stream >> 8), (byte) stream});
        // Payloads look like frames themselves.
        for (int i = 0; i < length; i++) out.write(i % 9 == 3 ? 3 : 0);
    }

    @Test
    void resets_are_seen_wherever_the_bytes_are_split() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[24]);
        frame(out, 4, 0, 0);
        frame(out, 1, 1, 70_000);
        frame(out, 3, 1, 4);
        frame(out, 0, 3, 33);
        frame(out, 3, 70_001, 4);
        byte[] bytes = out.toByteArray();
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<Integer> seen = new ArrayList<>();
            var resets = new Http2Resets(seen::add);
            for (int at = 0; at < bytes.length; ) {
                int next = Math.min(bytes.length, at + 1 + random.nextInt(round % 2 == 0 ? 12 : 20_000));
                resets.feed(Arrays.copyOfRange(bytes, at, next));
                at = next;
            }
            assertEquals(List.of(1, 70_001), seen, "seed " + seed);
        }
    }
}
