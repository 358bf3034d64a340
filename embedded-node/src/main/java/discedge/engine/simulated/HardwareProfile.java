package discedge.engine.simulated;

import java.time.Duration;
import java.util.List;

/**
 * How fast a machine evaluates a prompt and samples an answer, for a model of some 0.5 billion parameters.
 *
 * <p>Calibrated to the paper's pace with answers of 128 ids (DisCEdge 4.2, intervals between writes in the published captures:
 * about 1.4 s a turn on the M2, 7.6–9 s on the TX2). In those captures a turn grows by some 0.9 ms (M2) and 5 ms (TX2) for each
 * id of context: the prototype evaluated all of it every turn, as its llama.cpp does by default. We do not, so there is no one
 * pair of rates that repeats both its slope and its pace. The rates here keep the pace: the mean of the nine turns is near the
 * paper's with all of the context cached and with none of it, and prefill is much faster than decode, as in llama.cpp.
 *
 * @param prefillPerSecond prompt ids evaluated per second; cached ones cost nothing
 * @param decodePerSecond answer ids sampled per second where there is no context
 * @param slowdownPer1000 by which part sampling an id takes longer for each 1,000 ids of context before it
 * @param overhead fixed cost of an answer, paid before prefill
 * @param assumed true if nothing was measured on such a machine
 * @param note one sentence on where the figures come from
 */
public record HardwareProfile(
        String name, double prefillPerSecond, double decodePerSecond, double slowdownPer1000,
        Duration overhead, boolean assumed, String note) {

    public static final HardwareProfile INSTANT = new HardwareProfile(
            "instant", Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0, Duration.ZERO, false,
            "Takes no time: for tests and repeatable runs.");

    public static final HardwareProfile JETSON_TX2 = new HardwareProfile(
            "jetson-tx2", 420, 17.5, 0.03, Duration.ofMillis(60), false,
            "Calibrated to the paper's pace per turn on a Jetson TX2.");

    public static final HardwareProfile APPLE_M2 = new HardwareProfile(
            "apple-m2", 3000, 100, 0.03, Duration.ofMillis(10), false,
            "Calibrated to the paper's pace per turn on a Mac with an M2.");

    public static final HardwareProfile RASPBERRY_PI_4 = new HardwareProfile(
            "raspberry-pi-4", 25, 6, 0.10, Duration.ofMillis(120), true,
            "Assumed: the paper has a Raspberry Pi 4 as client only, never as a node.");

    /** All profiles, fastest first. */
    public static final List<HardwareProfile> ALL = List.of(INSTANT, APPLE_M2, JETSON_TX2, RASPBERRY_PI_4);

    public HardwareProfile {
        // Written so that a rate that is not a number is refused too.
        boolean rates = prefillPerSecond > 0 && decodePerSecond > 0;
        boolean costs = slowdownPer1000 >= 0 && !overhead.isNegative();
        if (!rates || !costs) throw new IllegalArgumentException("profile '" + name + "': rates must be above 0, costs not below");
    }

    /** @throws IllegalArgumentException that names the known profiles */
    public static HardwareProfile named(String name) {
        for (HardwareProfile profile : ALL) if (profile.name.equals(name)) return profile;
        throw new IllegalArgumentException("no profile '" + name + "'; profiles are " + names());
    }

    public static List<String> names() {
        return ALL.stream().map(HardwareProfile::name).toList();
    }

    /** Time until so many ids of a prompt are evaluated that were not in the KV cache, overhead included. */
    public Duration prefill(int uncachedIds) {
        return overhead.plusNanos(nanos(uncachedIds / prefillPerSecond));
    }

    /**
     * Time from the end of prefill to the last of so many sampled ids. The n-th takes {@code (1 + slowdown × context / 1000) / rate}
     * with the context that has grown by n ids; this is the sum.
     *
     * @param contextIds ids of the whole prompt, cached or not
     */
    public Duration decode(int contextIds, int sampledIds) {
        double meanContext = contextIds + (sampledIds + 1) / 2.0;
        return Duration.ofNanos(nanos(sampledIds / decodePerSecond * (1 + slowdownPer1000 * meanContext / 1000)));
    }

    private static long nanos(double seconds) {
        return Math.round(seconds * 1e9);
    }
}
