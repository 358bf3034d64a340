package discedge.console.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;

/**
 * Writes down when a window was painted first and when the first token was heard, for {@code bench console}: a line each,
 * {@code window} or {@code first-token} and the moment, into the file that the system property {@value #PROPERTY} names.
 * Without the property nothing is watched. On the FX thread.
 */
public final class StartReport extends AnimationTimer {
    public static final String PROPERTY = "discedge.console.report";
    /** Pulses after the window is shown: by the third one the first has been rendered. */
    private static final int PAINTED = 3;

    private final Path file;
    private final BooleanSupplier heard;
    private int pulses;

    private StartReport(Path file, BooleanSupplier heard) {
        this.file = file;
        this.heard = heard;
    }

    /** Call it as the window is shown. @param heard whether the first token was */
    public static void begin(BooleanSupplier heard) {
        Optional.ofNullable(System.getProperty(PROPERTY)).ifPresent(file -> new StartReport(Path.of(file), heard).start());
    }

    @Override
    public void handle(long now) {
        pulses++;
        if (pulses == PAINTED) write("window");
        if (pulses < PAINTED || !heard.getAsBoolean()) return;
        write("first-token");
        stop();
    }

    private void write(String what) {
        try {
            Files.writeString(file, what + " " + Instant.now() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}
