package discedge.engine.simulated;

/**
 * How a simulated engine behaves.
 *
 * @param seed of answers whose request has none
 * @param window the longest prompt and answer together, in ids
 * @param slots sessions whose ids the KV cache holds
 * @param atOnce answers generated at the same time, each at the profile's full pace; more wait in line
 */
public record SimulatedSettings(HardwareProfile profile, long seed, int window, int slots, int atOnce) {
    public SimulatedSettings {
        if (atOnce < 1 || slots < atOnce) {
            throw new IllegalArgumentException("an engine generates at least 1 answer at once and no more than it has slots, got "
                    + atOnce + " with " + slots + " slots");
        }
    }

    /** Four slots, one answer at a time, a window of 8,192 ids, seed 0. */
    public static SimulatedSettings of(HardwareProfile profile) {
        return new SimulatedSettings(profile, 0, SimulatedModel.DEFAULT_WINDOW, 4, 1);
    }

    public SimulatedSettings withSeed(long newSeed) {
        return new SimulatedSettings(profile, newSeed, window, slots, atOnce);
    }

    public SimulatedSettings withWindow(int newWindow) {
        return new SimulatedSettings(profile, seed, newWindow, slots, atOnce);
    }

    public SimulatedSettings withSlots(int newSlots, int newAtOnce) {
        return new SimulatedSettings(profile, seed, window, newSlots, newAtOnce);
    }
}
