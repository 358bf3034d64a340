package discedge.console.files;

import discedge.console.kit.FxThread;
import discedge.console.kit.Notices;
import discedge.console.kit.Words;
import discedge.experiment.record.Autosave;
import discedge.experiment.record.AutosaveFolder;
import discedge.experiment.run.Manifest;
import discedge.timeline.log.EventStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The lab's run is written down while it happens; the window says so, says when it is not, and offers what a crash left. On the FX thread. */
public final class Autosaving implements AutoCloseable {
    private static final String NOTICE = "autosave";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final RunFiles files;
    private final Notices notices;
    private final InstantSource clock;
    private final Autosave autosave;

    private Autosaving(RunFiles files, Notices notices, InstantSource clock, EventStore store, Manifest manifest, AutosaveFolder folder) {
        this.files = files;
        this.notices = notices;
        this.clock = clock;
        this.autosave = new Autosave(store, manifest, folder, clock, state -> FxThread.bridge().run(() -> say(state)));
    }

    /** Looks first for what the start before left, and offers it; then begins to save. */
    public static Autosaving begin(RunFiles files, Notices notices, InstantSource clock, EventStore store, Manifest manifest, AutosaveFolder folder) {
        Optional<AutosaveFolder.Abandoned> left = folder.abandoned();
        files.autosaves(folder.folder());
        var saving = new Autosaving(files, notices, clock, store, manifest, folder);
        left.ifPresent(saving::offer);
        return saving;
    }

    private void offer(AutosaveFolder.Abandoned left) {
        notices.show("abandoned", Words.of("files.abandoned"), Optional.of(new Notices.Action(Words.of("files.abandoned.open", when(left.ended())), () -> files.open(left.file()))));
    }

    private String when(Instant time) {
        ZonedDateTime then = time.atZone(ZoneId.systemDefault());
        boolean today = then.toLocalDate().equals(clock.instant().atZone(ZoneId.systemDefault()).toLocalDate());
        return (today ? TIME : DAY).format(then);
    }

    private void say(Autosave.State state) {
        switch (state) {
            case Autosave.State.Idle _ -> {}
            case Autosave.State.Saved _ -> notices.close(NOTICE);
            case Autosave.State.NotSaved(var folder, var why, var _) -> notices.show(NOTICE, Words.of("files.autosave.failed", why, folder),
                    Optional.of(new Notices.Action(Words.of("files.autosave.save"), files::saveChosen)));
        }
    }

    /** For the status bar: {@code saved 2 s ago}, {@code not saved: the disk is full}. */
    public String words() {
        return switch (autosave.state()) {
            case Autosave.State.Idle _ -> "";
            case Autosave.State.Saved(var _, var at) -> Words.of("files.status.saved", Math.max(1, Duration.between(at, clock.instant()).toSeconds()));
            case Autosave.State.NotSaved(var _, var why, var _) -> Words.of("files.status.not", why);
        };
    }

    /** The run is not saved though something has happened. */
    public boolean isTroubled() {
        return autosave.state() instanceof Autosave.State.NotSaved;
    }

    /** Writes what is left; no longer than a second. From any thread. */
    @Override
    public void close() {
        autosave.close();
    }
}
