package discedge.console.bench;

import discedge.console.kit.FrameStats;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import javafx.animation.AnimationTimer;

/**
 * CPU time of the FX thread and of the render thread from each pulse to the next. Started before the window's own clock, so that
 * it comes first in a pulse: what lies between two of its calls is one whole pulse, with styles, layout and whatever else ran.
 * On the FX thread.
 */
final class FxMeter extends AnimationTimer {
    private static final String RENDERER = "QuantumRenderer";

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final List<Double> fx = new ArrayList<>();
    private final List<Double> render = new ArrayList<>();
    private FrameStats stats;
    private long renderer;
    private boolean measuring;
    private boolean begun;
    private long fxBefore;
    private long renderBefore;
    private long paintingsBefore;

    /** Measures from the next pulse on. */
    void begin(FrameStats of) {
        stats = of;
        renderer = Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith(RENDERER)).mapToLong(Thread::threadId).findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no thread " + RENDERER));
        fx.clear();
        render.clear();
        measuring = true;
        begun = false;
    }

    void end() {
        measuring = false;
    }

    /** Milliseconds of the FX thread, a pulse that painted each. */
    List<Double> fx() {
        return List.copyOf(fx);
    }

    /** The same of the render thread. */
    List<Double> render() {
        return List.copyOf(render);
    }

    @Override
    public void handle(long now) {
        if (!measuring) return;
        long mine = threads.getCurrentThreadCpuTime();
        long its = threads.getThreadCpuTime(renderer);
        if (begun && stats.paintings() > paintingsBefore) {
            fx.add((mine - fxBefore) / 1e6);
            render.add((its - renderBefore) / 1e6);
        }
        begun = true;
        fxBefore = mine;
        renderBefore = its;
        paintingsBefore = stats.paintings();
    }
}
