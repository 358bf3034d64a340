package discedge.node;

import discedge.fred.LogEntry;
import discedge.fred.Origin;
import discedge.fred.Recovered;
import discedge.fred.Recovery;
import discedge.runtime.DurableLog;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a node's log holds at its start, and under which origin it writes from now on.
 *
 * @param origin the one of its earlier life, or a new epoch where something of that life may be missing
 */
record StoredLog(Origin origin, Recovered recovered) {
    /** @throws IOException if the log cannot be read, or belongs to another node or keygroup */
    static StoredLog open(Optional<DurableLog> log, String node, String keygroup, LongSupplier newEpoch) throws IOException {
        Recovered recovered = log.isPresent() ? read(log.get()) : Recovered.nothing();
        if (recovered.opened().isPresent()) {
            var opened = recovered.opened().get();
            if (!opened.node().equals(node) || !opened.keygroup().equals(keygroup)) {
                throw new IOException("The log " + log.orElseThrow().path() + " belongs to node " + opened.node() + " with keygroup " + opened.keygroup()
                        + ", and this is node " + node + " with keygroup " + keygroup + ": choose another data folder.");
            }
        }
        return new StoredLog(new Origin(node, epoch(recovered, newEpoch)), recovered);
    }

    /** A generator seeded as in an earlier life may give that life's epoch once more. */
    private static long epoch(Recovered recovered, LongSupplier newEpoch) {
        Optional<Long> last = recovered.opened().map(LogEntry.Opened::epoch);
        if (!recovered.needsNewEpoch()) return last.orElseThrow();
        long epoch = newEpoch.getAsLong();
        while (last.equals(Optional.of(epoch))) epoch = newEpoch.getAsLong();
        return epoch;
    }

    private static Recovered read(DurableLog log) throws IOException {
        if (log.length() == 0) return Recovered.nothing();
        try (FileChannel file = FileChannel.open(log.path(), StandardOpenOption.READ); Arena arena = Arena.ofConfined()) {
            return Recovery.of(file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), arena));
        }
    }
}
