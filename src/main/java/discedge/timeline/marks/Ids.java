package discedge.timeline.marks;

import java.util.Arrays;

/** Ids of events in the order they were added, four bytes each. Written by one thread at a time; read by any, which sees all up to the {@link #size} it asked for. */
public final class Ids {
    private volatile int[] ids = new int[16];
    /** Written last, read first. */
    private volatile int size;

    /** @throws ArithmeticException if the id is beyond what an int holds: a log that long fits no memory */
    public void add(long id) {
        int at = size;
        int[] room = ids;
        if (at == room.length) ids = room = Arrays.copyOf(room, at * 2);
        room[at] = Math.toIntExact(id);
        size = at + 1;
    }

    public int size() {
        return size;
    }

    /** @throws IndexOutOfBoundsException if there are not as many */
    public long get(int index) {
        java.util.Objects.checkIndex(index, size);
        return ids[index];
    }

    /** Of ids that rise, how many are not above this one: the index of the first that is. */
    public int upTo(long id) {
        int high = size;
        int[] seen = ids;
        int low = 0;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (seen[middle] <= id) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
