package discedge.console.kit;

import discedge.console.model.Frame;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javafx.animation.AnimationTimer;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.value.ChangeListener;
import javafx.scene.Node;
import javafx.scene.Scene;

/**
 * The one clock of a window. While something moves it shows a frame a pulse; at rest it stops and ticks twice a second, so that
 * ages and countdowns go on. Each attached view gets the newest frame no more often than it wants; frames in between are left
 * out, never queued. On the FX thread but for {@link #wake}.
 */
public final class FrameClock {
    private static final Duration REST = Duration.ofMillis(500);
    /** After the last reason to move. */
    private static final long AWAKE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Function<Instant, Frame> frames;
    private final InstantSource clock;
    private final List<Driven> driven = new ArrayList<>();
    private final FrameStats stats = new FrameStats();
    private final AtomicBoolean wakeAsked = new AtomicBoolean();
    private final Timeline rest = new Timeline(new KeyFrame(javafx.util.Duration.millis(REST.toMillis()), _ -> pulse(System.nanoTime())));
    private final AnimationTimer timer = new AnimationTimer() {
        @Override
        public void handle(long now) {
            pulse(System.nanoTime());
        }
    };
    private long awakeUntil;
    private boolean moving;
    private boolean started;

    /** A view and when it was shown last. It is asked each time how long it rests: what a person holds may suddenly want every pulse. */
    private static final class Driven {
        final View view;
        long shown;
        boolean isNew = true;

        Driven(View view) {
            this.view = view;
        }

        boolean rests(long now) {
            return !isNew && now - shown < view.every().toNanos();
        }
    }

    /**
     * @param frames what to show at a moment
     * @param clock says which moment it is
     */
    public FrameClock(Function<Instant, Frame> frames, InstantSource clock) {
        this.frames = frames;
        this.clock = clock;
        rest.setCycleCount(Timeline.INDEFINITE);
    }

    /** Drives the view whenever its root is in a scene. Holds on to it only while it is. */
    public void drive(View view) {
        ChangeListener<Scene> comesAndGoes = (_, before, now) -> {
            if (before == null && now != null) attach(view);
            if (before != null && now == null) detach(view);
        };
        view.root().sceneProperty().addListener(comesAndGoes);
        if (view.root().getScene() != null) attach(view);
    }

    private void attach(View view) {
        driven.add(new Driven(view));
        view.activate();
        wake();
    }

    private void detach(View view) {
        driven.removeIf(one -> one.view == view);
        view.deactivate();
    }

    public void start() {
        started = true;
        rest.play();
        awake();
    }

    public void stop() {
        started = false;
        rest.stop();
        timer.stop();
        moving = false;
    }

    public FrameStats stats() {
        return stats;
    }

    /** Something happened: frames follow at once. From any thread. */
    public void wake() {
        if (wakeAsked.compareAndSet(false, true)) FxThread.bridge().run(() -> {
            wakeAsked.set(false);
            awake();
        });
    }

    private void awake() {
        awakeUntil = System.nanoTime() + AWAKE_NANOS;
        if (moving || !started) return;
        moving = true;
        timer.start();
    }

    /** Shows all views now, whatever their rates: for pictures and tests. */
    public void showAll() {
        Frame frame = frames.apply(clock.instant());
        for (Driven one : List.copyOf(driven)) one.view.show(frame);
    }

    private void pulse(long now) {
        Frame frame = frames.apply(clock.instant());
        int painted = 0;
        long begun = System.nanoTime();
        for (Driven one : List.copyOf(driven)) {
            if (one.rests(now) || !isSeen(one.view.root())) continue;
            one.view.show(frame);
            one.shown = now;
            one.isNew = false;
            painted++;
        }
        stats.pulse(now, System.nanoTime() - begun, painted);
        if (moving && now > awakeUntil && !frame.playing()) {
            moving = false;
            timer.stop();
        }
    }

    private static boolean isSeen(Node node) {
        for (Node at = node; at != null; at = at.getParent()) if (!at.isVisible()) return false;
        return node.getScene() != null;
    }
}
