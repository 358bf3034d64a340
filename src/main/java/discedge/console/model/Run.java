package discedge.console.model;

import discedge.experiment.live.Controls;
import discedge.timeline.Playhead;
import discedge.timeline.Timeline;
import discedge.timeline.log.EventStore;
import discedge.timeline.transcript.Transcripts;
import discedge.timeline.world.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A log with a cursor: a lab that runs, a scenario that plays, or a run file that was opened.
 *
 * @param name for the window's title
 * @param controls empty where there is nothing to act on: a file, a scenario that plays by itself
 * @param file empty for a lab
 * @param sites where the nodes stand and what people call them, as far as that is known; what is not in here stands wherever there is room
 */
public record Run(String name, Timeline timeline, Playhead playhead, Transcripts transcripts, Optional<Controls> controls, Optional<Path> file,
                  List<Controls.Site> sites) {
    public Run {
        sites = List.copyOf(sites);
    }

    /** A log that grows, and what it comes from. */
    public static Run live(String name, Timeline timeline, Transcripts transcripts, Controls controls) {
        return new Run(name, timeline, new Playhead(timeline), transcripts, Optional.of(controls), Optional.empty(), controls.sites());
    }

    /** A log that grows with nobody acting on it: a scenario that plays. */
    public static Run watched(String name, Timeline timeline, List<Controls.Site> sites) {
        return watched(name, timeline, new Transcripts(), sites);
    }

    /** @param transcripts what is said in it */
    public static Run watched(String name, Timeline timeline, Transcripts transcripts, List<Controls.Site> sites) {
        return new Run(name, timeline, new Playhead(timeline), transcripts, Optional.empty(), Optional.empty(), sites);
    }

    /** A file whose events are yet to be read: nothing is known of it. */
    public static Run unread(Path file) {
        var nothing = new Timeline(new EventStore(), Source.EMBEDDED);
        return new Run(file.getFileName().toString(), nothing, new Playhead(nothing), new Transcripts(), Optional.empty(), Optional.of(file), List.of());
    }

    /** A log that was read; the cursor is held at its begin. */
    public static Run opened(Path file, Timeline timeline) {
        return opened(file, timeline, List.of());
    }

    /** @param sites as the file's manifest has them */
    public static Run opened(Path file, Timeline timeline, List<Controls.Site> sites) {
        var run = new Run(file.getFileName().toString(), timeline, new Playhead(timeline), new Transcripts(), Optional.empty(), Optional.of(file), sites);
        timeline.store().firstTime().ifPresent(run.playhead::scrub);
        return run;
    }

    /** Those of nodes that were added since, too. */
    @Override
    public List<Controls.Site> sites() {
        return controls.map(Controls::sites).orElse(sites);
    }
}
