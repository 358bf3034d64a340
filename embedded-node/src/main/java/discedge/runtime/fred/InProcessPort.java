package discedge.runtime.fred;

import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import java.util.function.Consumer;

/** Calls a FReD node of this process. Its answers come on a thread of their own: whoever hears one may call again, which under the node's lock it must not. */
public final class InProcessPort implements FredPort {
    private final FredPort node;

    public InProcessPort(FredPort node) {
        this.node = node;
    }

    @Override
    public void call(String user, FredCall call, Consumer<FredReply> reply) {
        node.call(user, call, answer -> Thread.startVirtualThread(() -> reply.accept(answer)));
    }
}
