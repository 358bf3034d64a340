package discedge.simulation;

import discedge.context.SessionLook;
import discedge.session.TurnHash;
import discedge.session.TurnRecord;
import discedge.simulation.check.Ending;
import discedge.simulation.check.FinalState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What every replica holds when all is healed and quiet, for the history checker. */
final class FinalChecks {
    private FinalChecks() {}

    static Ending ending(World world) {
        var states = new ArrayList<FinalState>();
        for (SimNode node : world.nodes()) states.add(state(node));
        return Ending.quiet(states).withLostDisks(world.lostDisks());
    }

    private static FinalState state(SimNode node) {
        var sessions = new HashMap<String, FinalState.Session>();
        for (SessionLook look : node.looks()) {
            var records = new HashSet<String>();
            for (List<TurnRecord> part : List.of(look.log(), look.branches())) for (TurnRecord record : part) records.add(record.hash().toString());
            Optional<String> head = look.log().isEmpty() ? Optional.empty() : Optional.of(look.log().getLast().hash()).map(TurnHash::toString);
            sessions.put(look.session().value(), new FinalState.Session(records, head, look.deleted()));
        }
        return new FinalState(node.name(), sessions);
    }
}
