package discedge.node;

import discedge.context.EffectHandler;
import discedge.context.NodeCore;
import discedge.context.RecordCheck;
import discedge.context.Refusal;
import discedge.context.RefusalCode;
import discedge.context.RefusedException;
import discedge.context.TurnProtocol;
import discedge.engine.EngineInfo;
import discedge.fred.Replica;
import discedge.fred.ReplicaSettings;
import discedge.fred.store.FredStore;
import discedge.fred.store.FredStoreSetting;
import discedge.fred.store.InProcess;
import discedge.fred.store.SessionItems;
import discedge.runtime.fred.InProcessPort;
import discedge.session.SessionId;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Where a node's turn records are: in its own replica, in the FReD node of this process over that replica, or in a FReD elsewhere. */
final class RecordsHome {
    private final NodeSettings settings;
    private final String keygroup;
    private final Optional<FredHome> elsewhere;

    /**
     * @param keygroup of the model
     * @throws IOException if what a FReD elsewhere needs here cannot be had
     */
    RecordsHome(NodeSettings settings, String keygroup) throws IOException {
        this.settings = settings;
        this.keygroup = keygroup;
        this.elsewhere = settings.fred().isPresent() && !settings.fred().get().isEmbedded() ? Optional.of(new FredHome(settings.fred().get())) : Optional.empty();
    }

    /** The replicas' keygroup. One that holds FReD's items does not link to one that holds records, and neither reads the other's log. */
    static String ofReplica(NodeSettings settings, String keygroup) {
        return settings.fred().filter(FredStoreSettings::isEmbedded).isPresent() ? keygroup + "-fred" : keygroup;
    }

    Optional<FredHome> elsewhere() {
        return elsewhere;
    }

    /** In FReD, wherever that is. */
    boolean inFred() {
        return settings.fred().isPresent();
    }

    NodeCore core(TurnProtocol turns, StoredLog stored, boolean durable, EngineInfo engine, EffectHandler hands) {
        if (elsewhere.isPresent()) return new NodeCore(turns, elsewhere.get().store(settings.id(), stored.origin().epoch(), keygroup), hands);
        var replica = new Replica(ReplicaSettings.of(stored.origin(), durable, ofReplica(settings, keygroup), engine.fingerprint().value(), settings.peers()),
                stored.recovered(), new RecordCheck());
        if (!inFred()) return new NodeCore(turns, replica, hands);
        var inside = FredStoreSetting.of(settings.id(), stored.origin().epoch(), keygroup, InProcess.ADDRESS, Optional.of(settings.id()), settings.fred().get().users(), InProcess.ADDRESS);
        return new NodeCore(turns, new FredStore(inside, new RecordCheck()), replica, hands);
    }

    /** What the FReD node beside this one, or in it, holds of a session, with versions. */
    void look(CoreDriver core, SessionId session, Consumer<SessionItems.Answer> then) {
        if (elsewhere.isPresent()) elsewhere.get().look(keygroup, session, then);
        else if (inFred()) SessionItems.read(keygroup, session, new RecordCheck(), (call, reply) -> new InProcessPort(core::fredCall).call(InProcess.USER, call, reply), then);
        else throw new RefusedException(Refusal.of(RefusalCode.NO_FRED, "node " + settings.id() + " keeps its records itself, not in FReD"));
    }
}
