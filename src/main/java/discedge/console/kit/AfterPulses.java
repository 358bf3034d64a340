package discedge.console.kit;

import javafx.animation.AnimationTimer;

/** Runs something once so many pulses have passed: what was shown before has been painted then. On the FX thread. */
public final class AfterPulses extends AnimationTimer {
    private final Runnable action;
    private int left;

    private AfterPulses(int pulses, Runnable action) {
        this.left = pulses;
        this.action = action;
    }

    public static void run(int pulses, Runnable action) {
        new AfterPulses(pulses, action).start();
    }

    @Override
    public void handle(long now) {
        if (--left > 0) return;
        stop();
        action.run();
    }
}
