package discedge.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.context.EffectHandler;
import discedge.context.NodeCore;
import discedge.context.RecordCheck;
import discedge.context.TurnProtocol;
import discedge.fred.Replica;
import discedge.fred.store.FredStore;
import discedge.fred.store.FredStoreSetting;
import discedge.fred.store.InProcess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The same histories, with crashes, cuts and torn logs, over FReD's calls in process. */
class FredInsideTest {
    private static final int SEEDS = 100;

    private static final CoreFactory INSIDE = new CoreFactory() {
        @Override
        public NodeCore core(TurnProtocol protocol, Replica replica, EffectHandler handler) {
            var setting = FredStoreSetting.of(replica.node(), 0, "tiny", InProcess.ADDRESS, Optional.of(replica.node()), List.of(), InProcess.ADDRESS);
            return new NodeCore(protocol, new FredStore(setting, new RecordCheck()), replica, handler);
        }
    };

    @Test
    void nothing_is_violated_in_faulty_histories() {
        var failing = new TreeMap<Long, String>();
        long acknowledged = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            HistoryResult result = Simulation.history(seed, 0, INSIDE);
            if (!result.violations().isEmpty()) failing.put(seed, result.violations().getFirst().toString());
            acknowledged += result.acknowledgedTurns();
        }
        assertEquals(Map.of(), failing);
        assertTrue(acknowledged > 3L * SEEDS, "the histories get somewhere: " + acknowledged);
    }

    /** The disks that had the keygroup's first creation were lost, and items of it were on others. */
    @Test
    void what_belongs_to_a_creation_that_is_lost_is_there_all_the_same() {
        assertEquals(List.of(), Simulation.history(4724, 0, INSIDE).violations());
    }

    @Test
    void the_same_seed_gives_the_same_history() {
        for (long seed = 1; seed <= 5; seed++) assertEquals(Simulation.history(seed, 0, INSIDE).history(), Simulation.history(seed, 0, INSIDE).history(), "seed " + seed);
    }
}
