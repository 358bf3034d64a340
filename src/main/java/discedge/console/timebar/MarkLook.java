package discedge.console.timebar;

import discedge.timeline.marks.Marks;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** How a mark looks: shape and colour, and an outline of the same shape where it lies ahead of a replay's cursor. */
record MarkLook(BootstrapIcons icon, BootstrapIcons outline, String colour) {
    static MarkLook of(Marks.Kind kind) {
        return switch (kind) {
            case CAPTION -> new MarkLook(BootstrapIcons.CHAT_LEFT_FILL, BootstrapIcons.CHAT_LEFT, "subtle");
            case ROAM -> new MarkLook(BootstrapIcons.TRIANGLE_FILL, BootstrapIcons.TRIANGLE, "accent-text");
            case RESTART -> new MarkLook(BootstrapIcons.ARROW_UP_CIRCLE_FILL, BootstrapIcons.ARROW_UP_CIRCLE, "safe");
            case REFUSAL -> new MarkLook(BootstrapIcons.DIAMOND_FILL, BootstrapIcons.DIAMOND, "wait");
            case GONE -> new MarkLook(BootstrapIcons.X_OCTAGON_FILL, BootstrapIcons.X_OCTAGON, "fails");
            case ALARM -> new MarkLook(BootstrapIcons.BELL_FILL, BootstrapIcons.BELL, "fails");
        };
    }

    /** A fault, by its kind's word. */
    static MarkLook of(String fault) {
        return switch (fault) {
            case "cut", "silent-cut" -> new MarkLook(BootstrapIcons.SCISSORS, BootstrapIcons.SCISSORS, "cut");
            case "kill", "restart" -> new MarkLook(BootstrapIcons.POWER, BootstrapIcons.POWER, "fails");
            case "delay" -> new MarkLook(BootstrapIcons.HOURGLASS_SPLIT, BootstrapIcons.HOURGLASS, "wait");
            case "jitter" -> new MarkLook(BootstrapIcons.SOUNDWAVE, BootstrapIcons.SOUNDWAVE, "wait");
            default -> new MarkLook(BootstrapIcons.FUNNEL_FILL, BootstrapIcons.FUNNEL, "wait");
        };
    }
}
