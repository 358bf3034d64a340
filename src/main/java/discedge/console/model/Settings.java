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
 * @param simulated the lab begins with the simulated LLM, also where a model is on this machine
 */
public record Settings(String theme, Duration firstTokenLimit, Duration waitLimit, Duration lagLimit, Optional<Path> lab, boolean reducedMotion, boolean simulated) {
    public static final Settings DEFAULT = new Settings("system", Duration.ofMillis(500), Duration.ofMillis(100), Duration.ofMillis(50), Optional.empty(), false, false);
    /** Of {@link #theme}. */
    public static final java.util.List<String> THEMES = java.util.List.of("system", "dark", "light");

    /** A model that is here is used. */
    public Settings(String theme, Duration firstTokenLimit, Duration waitLimit, Duration lagLimit, Optional<Path> lab, boolean reducedMotion) {
        this(theme, firstTokenLimit, waitLimit, lagLimit, lab, reducedMotion, false);
    }

    public Settings withTheme(String word) {
        return new Settings(word, firstTokenLimit, waitLimit, lagLimit, lab, reducedMotion, simulated);
    }

    public Settings withFirstTokenLimit(Duration limit) {
        return new Settings(theme, limit, waitLimit, lagLimit, lab, reducedMotion, simulated);
    }

    public Settings withWaitLimit(Duration limit) {
        return new Settings(theme, firstTokenLimit, limit, lagLimit, lab, reducedMotion, simulated);
    }

    public Settings withLagLimit(Duration limit) {
        return new Settings(theme, firstTokenLimit, waitLimit, limit, lab, reducedMotion, simulated);
    }

    public Settings withLab(Optional<Path> file) {
        return new Settings(theme, firstTokenLimit, waitLimit, lagLimit, file, reducedMotion, simulated);
    }

    public Settings withReducedMotion(boolean reduced) {
        return new Settings(theme, firstTokenLimit, waitLimit, lagLimit, lab, reduced, simulated);
    }

    public Settings withSimulated(boolean wanted) {
        return new Settings(theme, firstTokenLimit, waitLimit, lagLimit, lab, reducedMotion, wanted);
    }
}
