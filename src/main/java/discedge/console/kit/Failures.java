package discedge.console.kit;

import java.util.concurrent.CompletionException;

/** What went wrong elsewhere, as a future tells it. */
public final class Failures {
    private Failures() {}

    /** The failure itself, without the future's wrapping. */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
