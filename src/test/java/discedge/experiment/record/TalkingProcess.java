package discedge.experiment.record;

import discedge.experiment.run.Manifest;
import discedge.timeline.RandomLog;
import discedge.timeline.log.EventStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A process that autosaves a growing log and says how far it is, until it is killed. */
final class TalkingProcess {
    static final Manifest MANIFEST = new Manifest(Manifest.FORMAT, "0.1.0", "lab", "", 7, Instant.EPOCH, List.of(), "", List.of(),
            new Manifest.Engine("simulated", Optional.empty()), List.of());
    static final long SEED = 9;

    private TalkingProcess() {}

    @SuppressWarnings("AvoidSystemOut")
    public static void main(String[] args) {
        var store = new EventStore();
        var log = new RandomLog(SEED, 4, 20, Duration.ofMillis(5));
        new Autosave(store, MANIFEST, AutosaveFolder.in(Path.of(args[0])), InstantSource.system(), _ -> {});
        while (true) {
            for (int i = 0; i < 10; i++) store.append(log.next());
            System.out.println(store.size());
            LockSupport.parkNanos(5_000_000);
        }
    }
}
