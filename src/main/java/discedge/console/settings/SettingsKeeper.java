package discedge.console.settings;

import discedge.console.kit.FxThread;
import discedge.console.kit.Notices;
import discedge.console.kit.Words;
import discedge.console.model.Preferences;
import discedge.console.model.Settings;
import discedge.experiment.record.Trouble;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Writes preferences down a moment after they change, on a thread of its own: a window that is dragged is one write. On the FX
 * thread but for the writing.
 */
public final class SettingsKeeper implements AutoCloseable {
    private static final Duration REST = Duration.ofMillis(400);
    private static final Duration CLOSING = Duration.ofSeconds(1);
    private static final String NOTICE = "settings";

    private final SettingsFile file;
    private final Preferences preferences;
    private final Notices notices;
    private final Runnable changed = this::changed;
    private final Thread thread;
    /** Guarded by this. */
    private Optional<Snapshot> wanted = Optional.empty();
    /** Guarded by this. */
    private boolean closing;
    private boolean failed;

    /** What is to be written. */
    private record Snapshot(Settings settings, Map<String, String> kept) {}

    private SettingsKeeper(SettingsFile file, Preferences preferences, Notices notices) {
        this.file = file;
        this.preferences = preferences;
        this.notices = notices;
        preferences.onChange(changed);
        thread = Thread.ofPlatform().daemon().name("settings").start(this::loop);
    }

    /** Says what was wrong with the file, then writes each change into it. */
    public static SettingsKeeper begin(SettingsFile file, SettingsFile.Loaded loaded, Preferences preferences, Notices notices) {
        loaded.setAside().ifPresent(broken -> notices.show(NOTICE, Words.of("settings.broken", broken)));
        loaded.unread().ifPresent(why -> notices.show(NOTICE, Words.of("settings.unread", file.file(), Trouble.words(why))));
        if (!loaded.wrong().isEmpty()) notices.show(NOTICE, Words.of("settings.wrong", SettingsFile.NAME, String.join(", ", loaded.wrong())));
        return new SettingsKeeper(file, preferences, notices);
    }

    private synchronized void changed() {
        wanted = Optional.of(new Snapshot(preferences.now(), preferences.allKept()));
        notifyAll();
    }

    private void loop() {
        for (Optional<Snapshot> next = next(); next.isPresent(); next = next()) write(next.get());
    }

    /** The newest, once there was time for more changes; empty at the end. */
    private synchronized Optional<Snapshot> next() {
        try {
            while (wanted.isEmpty() && !closing) wait();
            if (!closing) wait(REST.toMillis());
        } catch (InterruptedException e) {
            closing = true;
        }
        Optional<Snapshot> newest = wanted;
        wanted = Optional.empty();
        return newest;
    }

    private void write(Snapshot snapshot) {
        try {
            file.save(snapshot.settings(), snapshot.kept());
            failed = false;
        } catch (IOException e) {
            if (!failed) FxThread.bridge().run(() -> notices.show(NOTICE, Words.of("settings.unsaved", file.file(), Trouble.words(e))));
            failed = true;
        }
    }

    /** Writes what is left; no longer than a second. From any thread. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        try {
            thread.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
