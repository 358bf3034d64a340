package discedge.engine.simulated;

import static org.junit.jupiter.api.Assertions.*;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pace of the paper's nine turns (DisCEdge A.1) with 128 new ids each, computed; nothing waits. Tolerance: M2 15 %, TX2 5 %. */
class HardwareProfileTest {
    private static final int ANSWER = 128;
    private static final List<String> PROMPTS = List.of(
            "What are the fundamental components of an autonomous mobile robot?",
            "You mentioned sensors. What are the most common types for obstacle avoidance?",
            "Can you explain the concept of a PID controller in the context of motor control?",
            "Write a simple Python function for a proportional (P) controller.",
            "In your previous code, what do the `kp` and `error` variables represent?",
            "How would you modify that function to include the integral (I) component?",
            "Now, let's talk about localization. What is SLAM?",
            "What are some of the main challenges when implementing that on a small, low-power robot?",
            "Can you compare the EKF SLAM and Particle Filter SLAM approaches?");

    @Test
    void theMeanTurnHasThePapersPaceWhetherTheContextIsCachedOrNot() {
        for (boolean cached : new boolean[] {true, false}) {
            assertBetween(1.4 * 0.85, 1.4 * 1.15, mean(HardwareProfile.APPLE_M2, cached), "apple-m2, cached " + cached);
            assertBetween(7.6 * 0.95, 9.0 * 1.05, mean(HardwareProfile.JETSON_TX2, cached), "jetson-tx2, cached " + cached);
        }
    }

    @Test
    void cachedPrefixesCostNothing() {
        for (HardwareProfile profile : HardwareProfile.ALL) {
            assertEquals(profile.overhead(), profile.prefill(0));
            double[] turns = seconds(profile, true);
            assertTrue(turns[8] <= turns[0] * 1.15,
                    profile.name() + ": with all cached the ninth turn takes no more than decode's slowdown adds");
        }
    }

    @Test
    void prefillIsMuchFasterThanDecode() {
        for (HardwareProfile profile : HardwareProfile.ALL) {
            if (profile != HardwareProfile.INSTANT) assertTrue(profile.prefillPerSecond() >= 4 * profile.decodePerSecond(), profile.name());
        }
    }

    @Test
    void instantTakesNoTimeAtAll() {
        assertEquals(Duration.ZERO, HardwareProfile.INSTANT.prefill(8000));
        assertEquals(Duration.ZERO, HardwareProfile.INSTANT.decode(8000, 128));
    }

    @Test
    void decodeIsTheSumOfItsIds() {
        var profile = HardwareProfile.RASPBERRY_PI_4;
        Duration sum = Duration.ZERO;
        for (int i = 0; i < 100; i++) sum = sum.plus(profile.decode(500 + i, 1));
        assertEquals(sum.toMillis(), profile.decode(500, 100).toMillis(), 1);
    }

    @Test
    void onlyTheRaspberryPiIsAssumedAndSaysSo() {
        for (HardwareProfile profile : HardwareProfile.ALL) {
            assertEquals(profile == HardwareProfile.RASPBERRY_PI_4, profile.assumed(), profile.name());
        }
        assertTrue(HardwareProfile.RASPBERRY_PI_4.note().startsWith("Assumed"));
    }

    @Test
    void anUnknownProfileIsAnsweredWithTheKnownOnes() {
        assertEquals(HardwareProfile.JETSON_TX2, HardwareProfile.named("jetson-tx2"));
        var refusal = assertThrows(IllegalArgumentException.class, () -> HardwareProfile.named("jetson"));
        for (String name : HardwareProfile.names()) assertTrue(refusal.getMessage().contains(name), refusal.getMessage());
    }

    private static double mean(HardwareProfile profile, boolean cached) {
        return java.util.Arrays.stream(seconds(profile, cached)).average().orElseThrow();
    }

    /** Seconds of each turn; cached: all ids of the turns before are in the KV cache. */
    private static double[] seconds(HardwareProfile profile, boolean cached) {
        double[] turns = new double[PROMPTS.size()];
        int context = 0;
        for (int turn = 0; turn < turns.length; turn++) {
            int prompt = context + Fixtures.userTurn(PROMPTS.get(turn)).length();
            turns[turn] = profile.prefill(cached ? prompt - context : prompt).plus(profile.decode(prompt, ANSWER)).toNanos() / 1e9;
            context = prompt + ANSWER;
        }
        return turns;
    }

    private static void assertBetween(double low, double high, double value, String what) {
        assertTrue(value >= low && value <= high, "%s: %.2f s a turn, expected %.2f to %.2f".formatted(what, value, low, high));
    }
}
