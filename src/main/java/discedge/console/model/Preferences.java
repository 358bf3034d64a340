package discedge.console.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The {@link Settings} in force, and what the windows remember of how they were arranged. A change is heard at once; whoever
 * writes them down listens too. For the FX thread; plain Java.
 */
public final class Preferences {
    private final List<Runnable> changes = new ArrayList<>();
    private final Map<String, String> kept = new TreeMap<>();
    private Settings settings;

    public Preferences(Settings settings) {
        this.settings = settings;
    }

    /** @param kept what {@link #keep} was told in an earlier start */
    public Preferences(Settings settings, Map<String, String> kept) {
        this(settings);
        this.kept.putAll(kept);
    }

    public Settings now() {
        return settings;
    }

    public void set(Settings other) {
        if (other.equals(settings)) return;
        settings = other;
        changed();
    }

    /** How a part of a window was arranged, such as a table's columns; empty if it never was. */
    public Optional<String> kept(String key) {
        return Optional.ofNullable(kept.get(key));
    }

    /** Remembers an arrangement. @param key the part's name, as {@code sessions.columns} @param value in the part's own words */
    public void keep(String key, String value) {
        if (!value.equals(kept.put(key, value))) changed();
    }

    public Map<String, String> allKept() {
        return Map.copyOf(kept);
    }

    /** Hears of each change. */
    public void onChange(Runnable listener) {
        changes.add(listener);
    }

    /** Hears no more. */
    public void forget(Runnable listener) {
        changes.remove(listener);
    }

    private void changed() {
        List.copyOf(changes).forEach(Runnable::run);
    }

    // ---- as Settings has them

    public Duration firstTokenLimit() {
        return settings.firstTokenLimit();
    }

    public Duration waitLimit() {
        return settings.waitLimit();
    }

    public Duration lagLimit() {
        return settings.lagLimit();
    }

    public Optional<Path> lab() {
        return settings.lab();
    }

    public boolean reducedMotion() {
        return settings.reducedMotion();
    }
}
