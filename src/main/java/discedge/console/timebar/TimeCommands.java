package discedge.console.timebar;

import discedge.console.ConsoleContext;
import discedge.console.kit.Command;
import discedge.console.model.ConsoleModel;
import discedge.timeline.Cursor;
import discedge.timeline.Playhead;
import discedge.timeline.Timeline;
import discedge.timeline.marks.Ids;
import discedge.timeline.marks.Marks;
import java.time.Duration;
import java.time.Instant;

/** What moves the cursor without a mouse. */
final class TimeCommands {
    private static final Duration LEAP = Duration.ofSeconds(5);

    private final ConsoleContext console;

    private TimeCommands(ConsoleContext console) {
        this.console = console;
    }

    static void add(ConsoleContext console, Speed speed) {
        var cursor = new TimeCommands(console);
        var commands = console.commands();
        commands.add(Command.of("time-begin", "Home", cursor::hasEvents, () -> cursor.timeline().store().firstTime().ifPresent(console.model()::scrub)));
        commands.add(Command.of("time-back", "Left", cursor::hasEvents, () -> console.model().step(-1)));
        commands.add(Command.of("time-forward", "Right", cursor::isHeld, () -> console.model().step(1)));
        commands.add(Command.of("time-back-5", "Shift+Left", cursor::hasEvents, () -> cursor.leap(LEAP.negated())));
        commands.add(Command.of("time-forward-5", "Shift+Right", cursor::isHeld, () -> cursor.leap(LEAP)));
        commands.add(Command.of("mark-back", "Alt+Left", cursor::hasEvents, () -> cursor.toMark(-1)));
        commands.add(Command.of("mark-forward", "Alt+Right", cursor::isHeld, () -> cursor.toMark(1)));
        commands.add(Command.of("play", "Space", cursor::hasEvents, cursor::playOrHold));
        commands.add(Command.of("faster", "Period", () -> speed.change(1)));
        commands.add(Command.of("slower", "Comma", () -> speed.change(-1)));
    }

    private ConsoleModel model() {
        return console.model();
    }

    private Playhead playhead() {
        return model().playhead();
    }

    private Timeline timeline() {
        return model().run().timeline();
    }

    private boolean hasEvents() {
        return timeline().store().size() > 0;
    }

    private boolean isHeld() {
        return hasEvents() && !playhead().isLive();
    }

    private void leap(Duration by) {
        Instant now = switch (playhead().cursor()) {
            case Cursor.Live _ -> timeline().store().lastTime().orElseThrow();
            case Cursor.Held held -> held.time();
        };
        model().scrub(now.plus(by));
    }

    /** Plays what is held; at the newest event there is nothing to play: a log that grows is live again, a file plays from its begin. */
    private void playOrHold() {
        if (playhead().isLive() || playhead().isPlaying()) model().hold();
        else if (!playhead().behind().isZero()) model().play(playhead().speed());
        else if (model().run().file().isEmpty()) model().live();
        else {
            timeline().store().firstTime().ifPresent(model()::scrub);
            model().play(playhead().speed());
        }
    }

    /** To the nearest mark of any kind, and picks it out. */
    private void toMark(int direction) {
        long at = switch (playhead().cursor()) {
            case Cursor.Live _ -> timeline().store().size() + 1;
            case Cursor.Held held -> held.event();
        };
        long found = direction < 0 ? 0 : Long.MAX_VALUE;
        for (Marks.Kind kind : Marks.Kind.values()) {
            Ids ids = timeline().marks().of(kind);
            int place = direction < 0 ? ids.upTo(at - 1) - 1 : ids.upTo(at);
            if (place < 0 || place >= ids.size()) continue;
            found = direction < 0 ? Math.max(found, ids.get(place)) : Math.min(found, ids.get(place));
        }
        if (found == 0 || found == Long.MAX_VALUE) return;
        model().chooseEvent(java.util.Optional.of(found));
        model().goTo(found, Duration.ZERO);
    }
}
