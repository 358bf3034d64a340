package discedge.node.yaml;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and bandwidths as people write them. */
public final class Quantity {
    private static final Pattern WITH_UNIT = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?) ?([A-Za-zµ/]+)");
    private static final Map<String, Long> NANOS = Map.of("us", 1_000L, "µs", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L, "min", 60_000_000_000L);
    private static final Map<String, Long> BITS = Map.of("bit", 1L, "kbit", 1_000L, "Mbit", 1_000_000L, "Gbit", 1_000_000_000L);
    /** Nothing a scenario or a node waits for takes longer. */
    static final Duration LONGEST = Duration.ofHours(24);

    private Quantity() {}

    /** @throws IllegalArgumentException if the text is no duration from 0 to 24 hours with a unit ({@code us, ms, s, min}); 0 needs none */
    public static Duration duration(String text) {
        if (text.equals("0")) return Duration.ZERO;
        Matcher matcher = WITH_UNIT.matcher(text);
        if (!matcher.matches() || !NANOS.containsKey(matcher.group(2)))
            throw new IllegalArgumentException("'" + text + "' is no duration; write for example 9ms, 1.5s or 2min");
        var nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(NANOS.get(matcher.group(2))));
        if (nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) throw new IllegalArgumentException("'" + text + "' is longer than 24 hours");
        return Duration.ofNanos(nanos.longValue());
    }

    /** Bytes a second; 0 = no limit. @throws IllegalArgumentException if the text is no bandwidth in bits a second, nor {@code unlimited} */
    public static long bandwidth(String text) {
        if (text.equals("unlimited")) return 0;
        Matcher matcher = WITH_UNIT.matcher(text.endsWith("/s") ? text.substring(0, text.length() - 2) : text);
        if (!matcher.matches() || !BITS.containsKey(matcher.group(2)))
            throw new IllegalArgumentException("'" + text + "' is no bandwidth; write for example 500kbit, 10Mbit or unlimited");
        long bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(BITS.get(matcher.group(2))))
                .divide(BigDecimal.valueOf(8), 0, RoundingMode.DOWN).longValue();
        if (bytes == 0) throw new IllegalArgumentException("'" + text + "' lets nothing through; to cut a link use the fault 'cut'");
        return bytes;
    }

    /** Empty if the text is no plain decimal number. */
    public static OptionalDouble decimal(String text) {
        return text.matches("-?[0-9]{1,12}(\\.[0-9]{1,12})?") ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
    }
}
