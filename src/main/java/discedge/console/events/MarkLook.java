package discedge.console.events;

import discedge.event.ClientEvent;
import discedge.event.LabEvent;
import discedge.event.LifeEvent;
import discedge.event.NodeEvent;
import discedge.event.TurnEvent;
import discedge.event.WatchEvent;
import discedge.timeline.log.TimedEvent;
import discedge.timeline.marks.Marks;
import discedge.timeline.world.Alarm;
import java.util.Optional;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** How a mark looks: shape and colour, and an outline of the same shape where it lies ahead of a replay's cursor. */
public record MarkLook(BootstrapIcons icon, BootstrapIcons outline, String colour) {
    public static MarkLook of(Marks.Kind kind) {
        return switch (kind) {
            case CAPTION -> new MarkLook(BootstrapIcons.CHAT_LEFT_FILL, BootstrapIcons.CHAT_LEFT, "subtle");
            case ROAM -> new MarkLook(BootstrapIcons.TRIANGLE_FILL, BootstrapIcons.TRIANGLE, "accent-text");
            case RESTART -> new MarkLook(BootstrapIcons.ARROW_UP_CIRCLE_FILL, BootstrapIcons.ARROW_UP_CIRCLE, "safe");
            case REFUSAL -> new MarkLook(BootstrapIcons.DIAMOND_FILL, BootstrapIcons.DIAMOND, "wait");
            case GAP -> new MarkLook(BootstrapIcons.QUESTION_CIRCLE_FILL, BootstrapIcons.QUESTION_CIRCLE, "stale");
            case GONE -> new MarkLook(BootstrapIcons.X_OCTAGON_FILL, BootstrapIcons.X_OCTAGON, "fails");
            case ALARM -> new MarkLook(BootstrapIcons.BELL_FILL, BootstrapIcons.BELL, "fails");
        };
    }

    /** A fault, by its kind's word. */
    public static MarkLook of(String fault) {
        return switch (fault) {
            case "cut", "silent-cut" -> new MarkLook(BootstrapIcons.SCISSORS, BootstrapIcons.SCISSORS, "cut");
            case "kill", "restart" -> new MarkLook(BootstrapIcons.POWER, BootstrapIcons.POWER, "fails");
            case "delay" -> new MarkLook(BootstrapIcons.HOURGLASS_SPLIT, BootstrapIcons.HOURGLASS, "wait");
            case "jitter" -> new MarkLook(BootstrapIcons.SOUNDWAVE, BootstrapIcons.SOUNDWAVE, "wait");
            default -> new MarkLook(BootstrapIcons.FUNNEL_FILL, BootstrapIcons.FUNNEL, "wait");
        };
    }

    /** Of an event that stands out in a list; empty for the many that do not. */
    public static Optional<MarkLook> of(TimedEvent timed) {
        if (Alarm.of(timed).isPresent()) return Optional.of(of(Marks.Kind.ALARM));
        return switch (timed.event()) {
            case TurnEvent.Refused _ -> Optional.of(of(Marks.Kind.REFUSAL));
            case TurnEvent.Waiting _ -> Optional.of(new MarkLook(BootstrapIcons.CLOCK_FILL, BootstrapIcons.CLOCK, "wait"));
            case ClientEvent.Failed _ -> Optional.of(new MarkLook(BootstrapIcons.EXCLAMATION_DIAMOND_FILL, BootstrapIcons.EXCLAMATION_DIAMOND, "wait"));
            case ClientEvent.Roamed _ -> Optional.of(of(Marks.Kind.ROAM));
            case LifeEvent.Killed _ -> Optional.of(of(Marks.Kind.GONE));
            case WatchEvent.Gap _ -> Optional.of(of(Marks.Kind.GAP));
            case WatchEvent.Lost _ -> Optional.of(of(Marks.Kind.GONE));
            case LabEvent.Said _ -> Optional.of(of(Marks.Kind.CAPTION));
            case LabEvent.FaultBegan began -> Optional.of(of(began.kind()));
            case NodeEvent _ -> Optional.empty();
        };
    }
}
