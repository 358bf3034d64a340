package discedge.console.settings;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.geometry.Rectangle2D;

/**
 * Where a window was, in px. Written {@code 1440x900+10+20}, as window systems do.
 *
 * @param maximised the rest is its place when it is not
 */
public record WindowPlace(Rectangle2D bounds, boolean maximised) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,5})x(\\d{1,5})([+-]\\d{1,5})([+-]\\d{1,5})( maximised)?");
    /** On no screen. */
    static final double NOWHERE = -100_000;
    /** So much of a window's top must be on a screen for a person to get hold of it. */
    private static final double GRIP_WIDTH = 120;
    private static final double GRIP_HEIGHT = 32;

    /** Empty if the text is none: it was written by hand, or by something newer. */
    public static Optional<WindowPlace> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) return Optional.empty();
        MatchResult found = matcher.toMatchResult();
        int width = Integer.parseInt(found.group(1));
        int height = Integer.parseInt(found.group(2));
        if (width == 0 || height == 0) return Optional.empty();
        return Optional.of(new WindowPlace(new Rectangle2D(Integer.parseInt(found.group(3)), Integer.parseInt(found.group(4)), width, height), found.group(5) != null));
    }

    public String text() {
        return "%dx%d%+d%+d%s".formatted(Math.round(bounds.getWidth()), Math.round(bounds.getHeight()), Math.round(bounds.getMinX()), Math.round(bounds.getMinY()),
                maximised ? " maximised" : "");
    }

    /** The same; one that is smaller than a window may be is so much larger, and in the middle: it was written by hand. */
    public WindowPlace atLeast(double width, double height) {
        if (bounds.getWidth() >= width && bounds.getHeight() >= height) return this;
        return new WindowPlace(new Rectangle2D(NOWHERE, NOWHERE, Math.max(width, bounds.getWidth()), Math.max(height, bounds.getHeight())), maximised);
    }

    /**
     * The same where it can be reached: a screen may be gone, or smaller, since. Where it cannot, it is in the middle of the first screen.
     *
     * @param screens what windows may cover of each, at least one; the first is the main one
     */
    public WindowPlace on(List<Rectangle2D> screens) {
        Optional<Rectangle2D> there = screens.stream().filter(this::canBeGrabbedOn).findFirst();
        Rectangle2D screen = there.orElse(screens.getFirst());
        double width = Math.min(bounds.getWidth(), screen.getWidth());
        double height = Math.min(bounds.getHeight(), screen.getHeight());
        // One that was larger than the screen is on all of it, not over its edge.
        if (there.isPresent()) return new WindowPlace(new Rectangle2D(width < bounds.getWidth() ? screen.getMinX() : bounds.getMinX(),
                height < bounds.getHeight() ? screen.getMinY() : bounds.getMinY(), width, height), maximised);
        return new WindowPlace(new Rectangle2D(screen.getMinX() + (screen.getWidth() - width) / 2, screen.getMinY() + (screen.getHeight() - height) / 2, width, height), maximised);
    }

    private boolean canBeGrabbedOn(Rectangle2D screen) {
        double across = Math.min(bounds.getMaxX(), screen.getMaxX()) - Math.max(bounds.getMinX(), screen.getMinX());
        double down = Math.min(bounds.getMinY() + GRIP_HEIGHT, screen.getMaxY()) - Math.max(bounds.getMinY(), screen.getMinY());
        return across >= Math.min(GRIP_WIDTH, bounds.getWidth()) && down >= GRIP_HEIGHT;
    }
}
