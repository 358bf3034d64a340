package discedge.console.files;

import discedge.console.ConsoleContext;
import discedge.console.files.RunFiles.Reading;
import discedge.console.kit.Showing;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import java.util.Optional;
import javafx.scene.control.Label;

/** Whether what is shown is now, a moment before, or nothing yet: a file that is being opened, or could not be, is not live. */
public final class ModeBadge {
    private ModeBadge() {}

    public static void show(Label label, ConsoleContext console, Frame frame) {
        Optional<Reading> reading = console.files().reading();
        Showing.text(label, reading.map(state -> switch (state) {
            case OPENING -> Words.of("shell.opening");
            case NOT_OPENED -> Words.of("shell.not-opened");
        }).orElseGet(() -> frame.live() ? Words.of("shell.live") : Words.of("shell.replay", Units.clock(frame.behind()))));
        Showing.style(label, "unread", reading.isPresent());
        Showing.style(label, "replay", reading.isEmpty() && !frame.live());
    }
}
