package discedge.experiment.run;

import discedge.event.RecordedEvent;
import java.util.List;
import java.util.Optional;

/**
 * A run file as read.
 *
 * @param cutShort empty if the file is whole
 */
public record RunFile(Manifest manifest, List<RecordedEvent> events, LeftOut leftOut, Optional<CutShort> cutShort) {
    public RunFile {
        events = List.copyOf(events);
    }

    /**
     * The file ends before the run did; all before that place is good.
     *
     * @param line the last good one
     * @param why in words
     */
    public record CutShort(int line, String why) {}

    /**
     * Lines that are no event here, and that the rest of the file does not depend on.
     *
     * @param unknown events of kinds that are not known here
     * @param broken events that lack something, or say what cannot be
     * @param firstLine of the broken ones; 0 if there is none
     * @param why the first one is broken, in words
     */
    public record LeftOut(long unknown, long broken, int firstLine, String why) {
        public static final LeftOut NOTHING = new LeftOut(0, 0, 0, "");

        LeftOut withUnknown() {
            return new LeftOut(unknown + 1, broken, firstLine, why);
        }

        LeftOut withBroken(int line, String its) {
            return broken > 0 ? new LeftOut(unknown, broken + 1, firstLine, why) : new LeftOut(unknown, 1, line, its);
        }
    }
}
