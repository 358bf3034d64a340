package discedge.experiment.live;

import discedge.experiment.live.Controls.Refused;
import discedge.lab.remote.RemoteException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Work that waits for a node, on a thread of its own. */
final class Aside {
    private Aside() {}

    /** @return exceptionally with a {@link Refused} where a node did not do it */
    static <T> CompletableFuture<T> run(String name, Callable<T> work) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return work.call();
            } catch (RemoteException e) {
                throw new Refused(capital(e.getMessage()) + ".");
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        }, task -> Thread.ofPlatform().daemon().name(name).start(task));
    }

    static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
