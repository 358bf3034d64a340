package discedge.engine.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An endless row of sentences on robots at the edge, chosen by a generator. They read well and mean little. Signs such as
 * ω, ≤ and µ are here on purpose: the tokenizer cuts them into ids that hold part of a character.
 */
final class RobotSentences {
    private static final Pattern SLOT = Pattern.compile("\\{([a-z]+)(?::(\\d+)-(\\d+))?}");

    private static final Map<String, List<String>> WORDS = Map.of(
            "sensor", List.of("the lidar", "the wheel encoder", "the depth camera", "the gyroscope", "the ultrasonic ring",
                    "the bumper switch", "the inertial unit", "the time-of-flight sensor"),
            "module", List.of("the localization filter", "the motion planner", "the motor controller", "the obstacle detector",
                    "the map server", "the state estimator", "the scheduler", "the battery monitor"),
            "quantity", List.of("the pose of the robot", "the distance to the nearest wall", "the heading", "the wheel speed",
                    "the slip of the left wheel", "the slope of the ramp", "the position of the charging dock", "the load on each core"),
            "act", List.of("slow down before the turn", "plan the path again", "drop the oldest scan", "ask the nearest node for its map",
                    "widen the safety margin", "lower the frame rate", "stop and look around once"),
            "trouble", List.of("the floor is wet", "the light changes", "the battery is low", "a wheel slips", "the network is slow",
                    "two corridors look alike", "a person steps in front of the robot"));

    private static final List<String> OPENINGS = List.of(
            "It depends on {quantity}.", "Let us take this step by step.", "In short, {module} does most of the work.",
            "There are {n:2-5} things to keep apart here.", "Yes, as long as {sensor} can be trusted.",
            "The usual answer begins with {sensor}.", "A good way to see it is to follow {quantity} through the system.",
            "Think of {module} first.");

    private static final List<String> SENTENCES = List.of(
            "{sensor} measures {quantity} at {n:10-90} Hz, and {module} smooths it before anything else reads it.",
            "{module} needs {quantity} often rather than precisely.",
            "If the error stays below {n:1-9}°, {module} can skip a cycle and save power.",
            "On a small board {module} has about {n:4-60} ms per cycle, so its buffers should be short.",
            "Start with a gain of kp = 0.{n:1-9} and raise it until the robot begins to oscillate, then halve it.",
            "A timestamp that is off by {n:5-95} µs is harmless; one that is off by {n:20-80} ms bends the whole map.",
            "Particles cost memory: {n:2-9}00 of them are enough while the angle error is ≤ {n:2-9}°.",
            "When {sensor} and the odometry disagree, trust the one that drifts less over {n:3-30} m.",
            "When {trouble}, {module} should {act}.",
            "If {trouble}, it is better to {act} than to wait for {sensor}.",
            "A proportional term reacts at once, an integral term removes what is left, and a derivative term calms the motion.",
            "For a wheel that turns at ω ≈ {n:2-9}.{n:0-9} rad/s, an update every {n:5-40} ms is plenty.",
            "Keep the map on the node that is closest, and send the others only what has changed.",
            "Above {n:65-85} °C the processor slows down, and {module} is the first to notice.",
            "{sensor} is cheap and robust, but it says little about {quantity}.",
            "An extended Kalman filter keeps one estimate and its covariance, while a particle filter keeps many guesses and weighs them.",
            "Loop closure corrects {quantity} after the robot has come back to a place that it knows.",
            "Both values can be logged with {n:8-16} bits and compared after the run.",
            "In practice {module} and {sensor} are calibrated together, at ±{n:1-5} % of full scale.",
            "The simplest test is to let the robot drive a square of {n:1-4} m and to look at {quantity} at the end.",
            "Write {quantity} down before and after the change; otherwise nobody can tell whether it helped.",
            "It also helps to {act} when {trouble}.",
            "With σ ≤ 0.{n:1-9} m the estimate is good enough to dock.",
            "This keeps {module} simple, and simple code is what survives on an edge device.");

    private final SeededChoice choice;
    private final List<String> left = new ArrayList<>();
    private boolean opened;

    RobotSentences(SeededChoice choice) {
        this.choice = choice;
    }

    /** The next sentence; a blank stands before each but the first. No pattern comes again before all were used. */
    String next() {
        if (!opened) {
            opened = true;
            return fill(choice.of(OPENINGS));
        }
        if (left.isEmpty()) left.addAll(SENTENCES);
        return " " + fill(left.remove(choice.between(0, left.size() - 1)));
    }

    private String fill(String pattern) {
        String text = SLOT.matcher(pattern).replaceAll(slot -> Matcher.quoteReplacement(word(slot.group(1), slot.group(2), slot.group(3))));
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private String word(String slot, String low, String high) {
        return low == null ? choice.of(WORDS.get(slot)) : Integer.toString(choice.between(Integer.parseInt(low), Integer.parseInt(high)));
    }
}
