package discedge.node;

import discedge.runtime.fred.FredServer;
import discedge.runtime.fred.TriggerCalls;
import java.io.IOException;

/** FReD's client interface on a port, over a node's core. */
record FredServing(FredServer server, TriggerCalls triggers) {
    static FredServing start(FredSettings settings, CoreDriver core) throws IOException {
        var triggers = new TriggerCalls(settings.tls());
        try {
            var server = new FredServer(core::fredCall, settings.port(), settings.tls());
            core.serveFred(settings.advertise().orElse("127.0.0.1:" + server.port()), triggers);
            return new FredServing(server, triggers);
        } catch (IOException e) {
            triggers.close();
            throw e;
        }
    }

    int port() {
        return server.port();
    }

    void close() {
        server.close();
        triggers.close();
    }
}
