package discedge.console.kit;

import discedge.console.model.Frame;
import java.time.Duration;
import javafx.scene.Node;

/**
 * A part of the window that shows the world. Driven by the {@link FrameClock}, and only while its root is in a scene and
 * visible: nothing that is not seen works.
 */
public interface View {
    /** What follows a person's hand: every pulse. */
    Duration EVERY_PULSE = Duration.ZERO;
    /** A canvas whose parts move by themselves: every other pulse, give or take. Painting a large one takes the render thread as long as a pulse. */
    Duration FLUENT = Duration.ofMillis(30);
    /** Labels and tables: a person reads no faster, and layout is dear. */
    Duration READABLE = Duration.ofMillis(220);
    /** Charts whose parts are seconds long. */
    Duration CALM = Duration.ofMillis(450);

    Node root();

    /** Shows the world of this frame. On the FX thread, no more often than {@link #every}. */
    void show(Frame frame);

    /** How long the view rests between two frames. */
    default Duration every() {
        return READABLE;
    }

    /** Came into a scene: subscribe here, not in the constructor. */
    default void activate() {}

    /** Left the scene: let go of all that would keep it alive. */
    default void deactivate() {}

    /** Puts the keyboard into the field that searches or filters what is shown, if there is one: Ctrl+F leads to the screen shown. */
    default void find() {}
}
