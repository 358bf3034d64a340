package discedge.console.bench;

import discedge.console.kit.FxThread;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Has things done on the FX thread, and waits for them. */
final class OnFx {
    <T> T call(Callable<T> action) throws InterruptedException, ExecutionException {
        var result = new CompletableFuture<T>();
        FxThread.bridge().run(() -> {
            try {
                result.complete(action.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result.get();
    }

    void run(Runnable action) throws InterruptedException, ExecutionException {
        call(() -> {
            action.run();
            return null;
        });
    }
}
