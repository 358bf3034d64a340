package discedge.console.model;

import discedge.experiment.live.Controls;
import discedge.timeline.Playhead;
import discedge.timeline.Timeline;
import discedge.timeline.transcript.Transcripts;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A log with a cursor: a lab that runs, or a run file that was opened.
 *
 * @param name for the window's title
 * @param controls empty for a file: there is nothing to act on
 * @param file empty for a lab
 */
public record Run(String name, Timeline timeline, Playhead playhead, Transcripts transcripts, Optional<Controls> controls, Optional<Path> file) {
    /** A log that grows, and what it comes from. */
    public static Run live(String name, Timeline timeline, Transcripts transcripts, Controls controls) {
        return new Run(name, timeline, new Playhead(timeline), transcripts, Optional.of(controls), Optional.empty());
    }

    /** A log that was read; the cursor is held at its begin. */
    public static Run opened(Path file, Timeline timeline) {
        var run = new Run(file.getFileName().toString(), timeline, new Playhead(timeline), new Transcripts(), Optional.empty(), Optional.of(file));
        timeline.store().firstTime().ifPresent(run.playhead::scrub);
        return run;
    }
}
