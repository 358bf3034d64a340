package discedge.console.sessions.parts;

import discedge.console.sessions.state.Condition;
import discedge.console.sessions.state.Replica;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The shape and the colour of each state; its word is in {@link Texts}. */
public final class Marks {
    private Marks() {}

    public static BootstrapIcons icon(Replica.State state) {
        return switch (state) {
            case COMPLETE -> BootstrapIcons.CHECK_CIRCLE;
            case BEHIND -> BootstrapIcons.CLOCK;
            case STUCK -> BootstrapIcons.X_OCTAGON;
            case FORKED -> BootstrapIcons.SHARE;
            case DOWN -> BootstrapIcons.POWER;
            case NOTHING -> BootstrapIcons.DASH;
        };
    }

    /** A token of {@code css/tokens.css}. */
    public static String colour(Replica.State state) {
        return switch (state) {
            case COMPLETE -> "safe";
            case BEHIND -> "wait";
            case STUCK, FORKED, DOWN -> "fails";
            case NOTHING -> "stale";
        };
    }

    public static BootstrapIcons icon(Condition condition) {
        return switch (condition) {
            case DELETED -> BootstrapIcons.TRASH;
            case EXPIRED -> BootstrapIcons.HOURGLASS_BOTTOM;
            case FORKED -> BootstrapIcons.SHARE;
            case GAP -> BootstrapIcons.DASH_SQUARE_DOTTED;
            case WAITING -> BootstrapIcons.CLOCK;
            case QUEUED -> BootstrapIcons.HOURGLASS_SPLIT;
            case PREFILL -> BootstrapIcons.LIST_NESTED;
            case DECODING -> BootstrapIcons.CHAT_DOTS;
            case ASKING -> BootstrapIcons.ARROW_LEFT_RIGHT;
            case REFUSED -> BootstrapIcons.X_OCTAGON;
            case IDLE -> BootstrapIcons.CIRCLE;
        };
    }
}
