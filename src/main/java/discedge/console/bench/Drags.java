package discedge.console.bench;

import discedge.console.ConsoleWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.event.EventHandler;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.robot.Robot;

/** Picks the client up as a hand would, and counts pulses until the forecast of every node is shown at full strength. */
final class Drags {
    private static final int DRAGS = 10;
    /** In px: more than what a click may move. */
    private static final int MOVED = 12;
    private static final Duration BETWEEN = Duration.ofMillis(400);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final double STRONG = 0.99;

    private final ConsoleWindow window;
    private final OnFx fx;

    Drags(ConsoleWindow window, OnFx fx) {
        this.window = window;
        this.fx = fx;
    }

    /** @param worst pulses from the movement that picks the client up; 0 if the client was not found, or nothing came of it */
    record Seen(int worst, int count) {}

    Seen measure() throws Exception {
        var seen = new ArrayList<Integer>();
        for (int i = 0; i < DRAGS; i++) {
            Bounds client = fx.call(this::client);
            if (client == null) break;
            int pulses = drag(client);
            if (pulses > 0) seen.add(pulses);
            Thread.sleep(BETWEEN);
        }
        return new Seen(seen.stream().mapToInt(Integer::intValue).max().orElse(0), seen.size());
    }

    /** On the screen; null if it is not shown. */
    private Bounds client() {
        Node node = window.scene().lookup("#client");
        return node == null || !node.isVisible() ? null : node.localToScreen(node.getBoundsInLocal());
    }

    private int drag(Bounds client) throws Exception {
        Robot robot = fx.call(Robot::new);
        fx.run(() -> robot.mouseMove(client.getCenterX(), client.getCenterY()));
        fx.run(() -> robot.mousePress(MouseButton.PRIMARY));
        Thread.sleep(BETWEEN);
        Watch watch = fx.call(Watch::new);
        fx.run(() -> robot.mouseMove(client.getCenterX() + MOVED, client.getCenterY() + MOVED));
        try {
            return watch.pulses.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return 0;
        } finally {
            fx.run(watch::end);
            fx.run(() -> robot.keyType(KeyCode.ESCAPE));
            fx.run(() -> robot.mouseRelease(MouseButton.PRIMARY));
        }
    }

    /** From the first movement with the button down, pulse by pulse after styles and layout: what the pulse goes on to paint. */
    private final class Watch {
        final CompletableFuture<Integer> pulses = new CompletableFuture<>();
        private final EventHandler<MouseEvent> dragged = _ -> moved = true;
        private final Runnable pulse = this::pulse;
        private boolean moved;
        private int count;

        Watch() {
            window.scene().addEventFilter(MouseEvent.MOUSE_DRAGGED, dragged);
            window.scene().addPostLayoutPulseListener(pulse);
        }

        private void pulse() {
            if (!moved) return;
            count++;
            Collection<Node> rings = window.scene().getRoot().lookupAll(".node-card .ring");
            if (!rings.isEmpty() && rings.stream().allMatch(ring -> ring.getOpacity() > STRONG)) pulses.complete(count);
        }

        void end() {
            window.scene().removeEventFilter(MouseEvent.MOUSE_DRAGGED, dragged);
            window.scene().removePostLayoutPulseListener(pulse);
        }
    }
}
