package discedge.experiment.live;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What runs behind a window: a {@link LiveLab}, or {@link RemoteOnly} nodes of other processes. */
public interface Live extends Controls, AutoCloseable {
    /** Starts what is to run, or tries again after it did not. @return exceptionally with a {@link Controls.Refused} that says why not and what to do */
    CompletableFuture<Void> start();

    /** Name of the scenario that plays, until its files are saved. */
    Optional<String> playing();

    /** Why the files of the scenario played last are not there; empty if they are, or none was played. */
    Optional<String> unsaved();

    /** Ends all of it; takes no longer than {@link LiveLab#CLOSING}. */
    @Override
    void close();
}
