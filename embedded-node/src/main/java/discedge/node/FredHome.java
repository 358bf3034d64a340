package discedge.node;

import discedge.context.RecordCheck;
import discedge.fred.kv.FredReply;
import discedge.fred.store.FredStore;
import discedge.fred.store.FredStoreSetting;
import discedge.fred.store.SessionItems;
import discedge.runtime.fred.FredCalls;
import discedge.runtime.fred.FredTls;
import discedge.runtime.fred.TriggerServer;
import discedge.session.SessionId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The FReD that keeps a node's records: the way to it, and the trigger where it tells of arrivals. */
final class FredHome {
    private static final long FAREWELL_MILLIS = 600;

    private final FredStoreSettings settings;
    private final FredCalls calls;
    private final TriggerServer trigger;
    private volatile CoreDriver core;

    /** @throws IOException if the certificates or the trigger's address cannot be used; whether FReD is there does not matter yet */
    FredHome(FredStoreSettings settings) throws IOException {
        this.settings = settings;
        this.calls = FredCalls.grpc(settings.address(), settings.peers(), settings.tls(), settings.deadlines());
        NodeConfig.Address listen = listen();
        try {
            trigger = new TriggerServer(new InetSocketAddress(listen.host(), listen.port()), settings.tls(), this::told);
        } catch (IOException e) {
            calls.close();
            throw new IOException("FReD's triggers cannot be heard at " + settings.triggerListen() + ": " + (e.getCause() == null ? e : e.getCause()).getMessage()
                    + "; choose another 'trigger-listen' in the store's configuration", e);
        }
    }

    private NodeConfig.Address listen() {
        int colon = settings.triggerListen().lastIndexOf(':');
        return new NodeConfig.Address(settings.triggerListen().substring(0, colon).replaceAll("^\\[(.*)]$", "$1"), Integer.parseInt(settings.triggerListen().substring(colon + 1)));
    }

    FredCalls calls() {
        return calls;
    }

    String address() {
        return settings.address();
    }

    /** What the FReD node beside this one holds of a session, with versions. Why it cannot be read comes in the answer. */
    void look(String keygroup, SessionId session, Consumer<SessionItems.Answer> then) {
        SessionItems.read(keygroup, session, new RecordCheck(), (call, reply) -> calls.call(Optional.empty(), call, reply), then);
    }

    FredStore store(String node, long epoch, String keygroup) {
        String told = settings.triggerAdvertise().orElseGet(() -> new NodeConfig.Address(listen().host(), trigger.port()).toString());
        return new FredStore(FredStoreSetting.of(node, epoch, keygroup, settings.address(), settings.node(), users(), told), new RecordCheck());
    }

    /** Its own name too: a FReD node that saw it granted by half is told once more. */
    private List<String> users() {
        var users = new ArrayList<>(settings.users());
        settings.tls().flatMap(FredTls::user).filter(name -> !users.contains(name)).ifPresent(users::addFirst);
        return users;
    }

    void driver(CoreDriver driver) {
        core = driver;
    }

    private void told(String keygroup, String id, String value) {
        CoreDriver driver = core;
        if (driver != null) driver.input((c, now) -> c.fredTold(keygroup, id, value, now));
    }

    /** Takes the trigger back, so that FReD's writes do not fail for it, and hangs up. */
    void close(FredStore store) {
        var done = new CountDownLatch(1);
        calls.call(Optional.empty(), store.farewell(), (FredReply _) -> done.countDown());
        try {
            done.await(FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    void kill() {
        trigger.close();
        calls.close();
    }
}
