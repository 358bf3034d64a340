package discedge.lab;

import java.util.List;

/**
 * What a lab is made of.
 *
 * @param seed of everything random in it: engines, jitter, epochs, redials
 * @param durable nodes write a log, in a folder that goes with the lab; otherwise memory only
 * @param window the engines' window in ids
 */
public record LabSettings(List<LabNode> nodes, long seed, boolean durable, int window) {
    public static final int DEFAULT_WINDOW = 8_192;

    public LabSettings {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty()) throw new IllegalArgumentException("a lab has at least one node");
    }

    public static LabSettings of(List<LabNode> nodes, long seed) {
        return new LabSettings(nodes, seed, true, DEFAULT_WINDOW);
    }
}
