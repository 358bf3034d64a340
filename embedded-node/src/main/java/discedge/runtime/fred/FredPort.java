package discedge.runtime.fred;

import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import java.util.function.Consumer;

/** Who answers FReD's calls. Safe for many threads; does not block. */
public interface FredPort {
    /** @param user the certificate's CN, or {@link FredServer#LOCAL_USER} */
    void call(String user, FredCall call, Consumer<FredReply> reply);
}
