package discedge.experiment.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What a node in memory, a durable one and the disk alone take, in turn, sample by sample, so that whatever else the machine
 * does meets all three. Every sample is the second turn of a fresh session.
 */
final class AddedTime {
    private final Samples memory = new Samples();
    private final Samples durable = new Samples();
    private final Samples disk = new Samples();
    private int syncBytes;

    void measure(NodeBenchPlan plan, Path folder, SplittableRandom random) throws IOException, InterruptedException {
        Path log = folder.resolve("node");
        try (MeasuredNode inMemory = MeasuredNode.start(Optional.empty(), random); MeasuredNode onDisk = MeasuredNode.start(Optional.of(log), random)) {
            syncBytes = bytesOfATurn(onDisk, log);
            try (var probe = new DiskProbe(folder.resolve("probe"), syncBytes)) {
                for (int i = 0; i < plan.settle(); i++) sample(inMemory, onDisk, probe, new Samples(), new Samples(), new Samples());
                for (int i = 0; i < plan.samples(); i++) sample(inMemory, onDisk, probe, memory, durable, disk);
            }
        }
    }

    /** What the timed turn adds to the log: the disk alone is to sync as much. */
    private static int bytesOfATurn(MeasuredNode node, Path log) throws IOException, InterruptedException {
        BenchSession session = node.preloaded(NodeFigures.CONTEXT_IDS);
        long before = size(log);
        node.time(session, NodeFigures.CONTEXT_IDS);
        return Math.toIntExact(size(log) - before);
    }

    private static long size(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            long size = 0;
            for (Path file : files.toList()) size += Files.size(file);
            return size;
        }
    }

    private static void sample(MeasuredNode inMemory, MeasuredNode onDisk, DiskProbe probe, Samples memory, Samples durable, Samples disk)
            throws IOException, InterruptedException {
        BenchSession one = inMemory.preloaded(NodeFigures.CONTEXT_IDS);
        BenchSession other = onDisk.preloaded(NodeFigures.CONTEXT_IDS);
        disk.add(probe.time());
        memory.add(inMemory.time(one, NodeFigures.CONTEXT_IDS));
        durable.add(onDisk.time(other, NodeFigures.CONTEXT_IDS));
    }

    Samples memory() {
        return memory;
    }

    Samples durable() {
        return durable;
    }

    Samples disk() {
        return disk;
    }

    int syncBytes() {
        return syncBytes;
    }
}
