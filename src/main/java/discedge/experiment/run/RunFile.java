package discedge.experiment.run;

import discedge.event.RecordedEvent;
import java.util.List;
import java.util.Optional;

/**
 * A run file as read.
 *
 * @param cutShort empty if the file is whole
 */
public record RunFile(Manifest manifest, List<RecordedEvent> events, Optional<CutShort> cutShort) {
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
}
