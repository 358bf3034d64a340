package discedge.simulation;

import discedge.context.EffectHandler;
import discedge.context.NodeCore;
import discedge.context.ProtocolSettings;
import discedge.context.TurnProtocol;
import discedge.fred.Replica;
import discedge.session.SessionId;
import java.util.function.Supplier;

/** Makes the core that a simulated node runs: the product's own. Tests put broken ones in its place, to see the checker find them. */
public interface CoreFactory {
    CoreFactory REAL = new CoreFactory() { };

    default TurnProtocol protocol(ProtocolSettings settings, Supplier<SessionId> newIds) {
        return new TurnProtocol(settings, newIds);
    }

    default NodeCore core(TurnProtocol protocol, Replica replica, EffectHandler handler) {
        return new NodeCore(protocol, replica, handler);
    }

    /** False: the disk says "durable" before it is. */
    default boolean diskTellsTheTruth() {
        return true;
    }
}
