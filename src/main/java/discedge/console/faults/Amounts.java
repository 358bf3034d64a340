package discedge.console.faults;

import discedge.console.kit.Words;
import discedge.node.yaml.Quantity;
import java.time.Duration;

/** What a person types as a size or a length: as in scenario files, and a bare number in the unit that one means. */
final class Amounts {
    private static final String NUMBER = "\\d{1,9}(\\.\\d{1,6})?";
    /** A link slower than this is as good as cut. */
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(60);

    private Amounts() {}

    /** A delay or jitter. @throws IllegalArgumentException with a sentence for a person */
    static Duration delay(String text) {
        Duration delay = duration(text, "ms", "faults.wrong.delay");
        if (delay.compareTo(LONGEST_DELAY) > 0) throw new IllegalArgumentException(Words.of("faults.wrong.delay.long"));
        return delay;
    }

    /** How long a fault lasts. @throws IllegalArgumentException with a sentence for a person */
    static Duration length(String text) {
        Duration length = duration(text, "s", "faults.wrong.length");
        if (length.isZero()) throw new IllegalArgumentException(Words.of("faults.wrong.length.zero"));
        return length;
    }

    private static Duration duration(String text, String unit, String wrong) {
        String typed = text.strip();
        try {
            return Quantity.duration(typed.matches(NUMBER) ? typed + unit : typed);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Words.of(wrong), e);
        }
    }

    /** Bytes a second. @throws IllegalArgumentException with a sentence for a person */
    static long bandwidth(String text) {
        try {
            return Quantity.bandwidth(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Words.of("faults.wrong.bandwidth"), e);
        }
    }
}
