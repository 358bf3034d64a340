package discedge.console.kit;

/** How the frame clock keeps up, over about the last second. On the FX thread. */
public final class FrameStats {
    private static final long SECOND = 1_000_000_000L;
    /** Two pulses of 60 Hz: one was left out. */
    private static final long LATE = 34_000_000L;

    private long secondBegan;
    private int pulses;
    private int framesPerSecond;
    private long late;
    private long last;
    private long painting;
    private long paintings;

    void pulse(long now, long took, int painted) {
        if (last != 0 && now - last > LATE && now - last < SECOND / 4) late++;
        last = now;
        if (painted > 0) {
            painting = took;
            paintings++;
        }
        pulses++;
        if (now - secondBegan < SECOND) return;
        framesPerSecond = (int) Math.round(pulses * (double) SECOND / Math.max(SECOND, now - secondBegan));
        pulses = 0;
        secondBegan = now;
    }

    /** Pulses in the last second. */
    public int framesPerSecond() {
        return framesPerSecond;
    }

    /** Pulses that came more than a frame late, since the start. */
    public long late() {
        return late;
    }

    /** Pulses in which a view was shown anew, since the start. */
    public long paintings() {
        return paintings;
    }

    /** Nanoseconds that the views took in the last pulse that painted, layout and rendering not counted. */
    public long paintingNanos() {
        return painting;
    }
}
