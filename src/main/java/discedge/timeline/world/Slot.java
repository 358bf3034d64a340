package discedge.timeline.world;

import java.util.Arrays;

/**
 * The values of five seconds.
 *
 * @param number seconds of the epoch by five
 * @param stride how many values each kept one stands for
 */
record Slot(long number, int count, int stride, int[] micros, int max) {
    private static final int KEPT = 64;

    static Slot first(long number, int micros) {
        return new Slot(number, 1, 1, new int[] {micros}, micros);
    }

    Slot with(int value) {
        int highest = Math.max(max, value);
        if (count % stride != 0) return new Slot(number, count + 1, stride, micros, highest);
        if (micros.length < KEPT) {
            int[] more = Arrays.copyOf(micros, micros.length + 1);
            more[micros.length] = value;
            return new Slot(number, count + 1, stride, more, highest);
        }
        var half = new int[KEPT / 2 + 1];
        for (int i = 0; i < KEPT / 2; i++) half[i] = micros[2 * i];
        half[KEPT / 2] = value;
        return new Slot(number, count + 1, stride * 2, half, highest);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Slot that && number == that.number && count == that.count && stride == that.stride && max == that.max
                && Arrays.equals(micros, that.micros);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(number) + Arrays.hashCode(micros);
    }

    @Override
    public String toString() {
        return number + ":" + count + "/" + stride + Arrays.toString(micros);
    }
}
