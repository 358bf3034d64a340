package discedge.context;

import java.time.Instant;
import java.util.stream.Stream;

/** When one part of a node wants to be told that time has passed. */
final class Wish {
    private Instant when;

    /** In place of an earlier wish. */
    void at(Instant time) {
        when = time;
    }

    /** Then or earlier. */
    void noLaterThan(Instant time) {
        if (when == null || time.isBefore(when)) when = time;
    }

    /** True once, when it is time. */
    boolean isDue(Instant now) {
        if (when == null || when.isAfter(now)) return false;
        when = null;
        return true;
    }

    /** None if there is no wish. */
    Stream<Instant> when() {
        return Stream.ofNullable(when);
    }
}
