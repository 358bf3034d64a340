package discedge.console.bench;

/**
 * What {@code bench console} measured; all times in milliseconds.
 *
 * @param paint of the loaded window
 * @param back jumps of the cursor in a long log
 * @param start of processes, one after the other
 */
public record ConsoleFigures(Paint paint, GoingBack.Figures back, Start start, Machine machine) {
    /**
     * CPU time over the pulses that painted something: everything the thread did from one pulse to the next.
     *
     * @param operate of the FX thread on Operate
     * @param sessions of the FX thread on Sessions
     * @param render of the render thread on Operate
     * @param drag pulses from the press and the first movement to the forecast shown strengthened: the worst of all drags
     * @param drags tried; 0 if the client could not be found
     * @param eventsPerSecond that came to the console while it was measured
     * @param late pulses that came more than a frame late
     * @param waiting the most events that had come and were not in the world yet
     */
    public record Paint(Spread operate, Spread sessions, Spread render, int drag, int drags, int nodes, int sessionsKnown, int sessionsMoving, long eventsPerSecond, long late,
                        long waiting, double framesPerSecond) {}

    /**
     * @param firstWindow from the start of the process to the console's first painted window
     * @param emptyWindow the same of a window with nothing in it
     * @param firstToken from the window to the first token streamed in it
     * @param jar started by {@code java -jar}; otherwise from classes
     */
    public record Start(double firstWindow, double emptyWindow, double firstToken, boolean jar) {}

    /** What it was measured on. */
    public record Machine(int cores, String java, String os) {
        static Machine here() {
            return new Machine(Runtime.getRuntime().availableProcessors(), System.getProperty("java.vm.name") + " " + Runtime.version(),
                    System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        }
    }
}
