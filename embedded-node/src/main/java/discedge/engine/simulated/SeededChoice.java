package discedge.engine.simulated;

import java.util.List;

/** A generator whose numbers depend on its seed alone, on every Java version (SplitMix64: Steele, Lea, Flood 2014). */
final class SeededChoice {
    private long state;

    SeededChoice(long seed) {
        state = seed;
    }

    private long next() {
        state += 0x9E3779B97F4A7C15L;
        long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A number in {@code [low, high]}; the slight bias of the modulus does not matter here. */
    int between(int low, int high) {
        return low + (int) Long.remainderUnsigned(next(), high - low + 1L);
    }

    <T> T of(List<T> choices) {
        return choices.get(between(0, choices.size() - 1));
    }
}
