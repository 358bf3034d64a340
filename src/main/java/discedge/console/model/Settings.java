package discedge.console.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a person has set, kept between starts. Changed as a whole.
 *
 * @param theme {@code system}, {@code dark} or {@code light}
 * @param firstTokenLimit p95 above it has a state colour
 * @param waitLimit the same for waits
 * @param lagLimit the same for lag, and the strip's SLO
 * @param lab file of the default lab; empty = the built-in one
 * @param reducedMotion fades only; pulses become a rate
 */
public record Settings(String theme, Duration firstTokenLimit, Duration waitLimit, Duration lagLimit, Optional<Path> lab, boolean reducedMotion) {
    public static final Settings DEFAULT = new Settings("system", Duration.ofMillis(500), Duration.ofMillis(100), Duration.ofMillis(50), Optional.empty(), false);
    /** Of {@link #theme}. */
    public static final java.util.List<String> THEMES = java.util.List.of("system", "dark", "light");

    public Settings withTheme(String word) {
        return new Settings(word, firstTokenLimit, waitLimit, lagLimit, lab, reducedMotion);
    }

    public Settings withFirstTokenLimit(Duration limit) {
        return new Settings(theme, limit, waitLimit, lagLimit, lab, reducedMotion);
    }

    public Settings withWaitLimit(Duration limit) {
        return new Settings(theme, firstTokenLimit, limit, lagLimit, lab, reducedMotion);
    }

    public Settings withLagLimit(Duration limit) {
        return new Settings(theme, firstTokenLimit, waitLimit, limit, lab, reducedMotion);
    }

    public Settings withLab(Optional<Path> file) {
        return new Settings(theme, firstTokenLimit, waitLimit, lagLimit, file, reducedMotion);
    }

    public Settings withReducedMotion(boolean reduced) {
        return new Settings(theme, firstTokenLimit, waitLimit, lagLimit, lab, reduced);
    }
}
