package discedge.context;

import discedge.fred.Replica;
import discedge.fred.StoredItem;
import discedge.session.Chain;
import discedge.session.RecordKey;
import discedge.session.SessionId;
import discedge.session.SessionTree;
import discedge.session.TurnHash;
import discedge.session.TurnRecord;
import discedge.simulation.CoreFactory;
import java.time.Instant;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/** Cores with one planted fault each. A checker that does not find them proves nothing. */
public final class Saboteurs {
    private Saboteurs() {}

    /** The disk reports "durable" before it is: a turn is acknowledged before it is in the log. */
    public static CoreFactory acknowledgeBeforeTheLog() {
        return new CoreFactory() {
            @Override
            public boolean diskTellsTheTruth() {
                return false;
            }
        };
    }

    /** Every fifth record that arrives is not taken in. */
    public static CoreFactory dropAnArrivingRecord() {
        int[] seen = {0};
        return withoutArrivals((core, item) -> item.key().charAt(SessionId.LENGTH) == 't' && ++seen[0] % 5 == 0);
    }

    /** A second record of a turn is not taken in. */
    public static CoreFactory ignoreAFork() {
        return withoutArrivals((core, item) -> RecordKey.parse(item.key()).orElseThrow() instanceof RecordKey.Turn key
                && core.protocol().look(key.session()).stream().flatMap(look -> look.log().stream()).anyMatch(record -> record.turn() == key.turn()));
    }

    /** Tombstones of other nodes are not taken in. */
    public static CoreFactory resurrectADeletedSession() {
        return withoutArrivals((core, item) -> RecordKey.parse(item.key()).orElseThrow() instanceof RecordKey.Deleted);
    }

    /** Any request for a turn that is here gets the answer that is here. */
    public static CoreFactory replayWithoutComparingTheRequest() {
        return withAdmission(new Admission() {
            @Override
            boolean isSameRequest(TurnRequest q, TurnRecord record) {
                return true;
            }
        });
    }

    /** What is here is taken for all there is. */
    public static CoreFactory takeAStaleReadAsFresh() {
        return withAdmission(new Admission() {
            @Override
            Verdict judge(TurnRequest q, SessionTree tree) {
                Verdict verdict = super.judge(q, tree);
                return verdict instanceof Verdict.Behind(Chain chain) && !q.after().isEmpty() && tree.header().isPresent()
                        ? new Verdict.Go(new Chain(chain.turn(), tree.log(), List.of())) : verdict;
            }
        });
    }

    /** A commit does not look whether the turn was stored meanwhile. */
    public static CoreFactory commitWithoutLooking() {
        return withAdmission(new Admission() {
            @Override
            boolean isTaken(TurnRequest q, TurnHash base, SessionTree tree) {
                return false;
            }
        });
    }

    /** A session is removed before its idle time is over. */
    public static CoreFactory forgetTooEarly() {
        return new CoreFactory() {
            @Override
            public TurnProtocol protocol(ProtocolSettings settings, Supplier<SessionId> newIds) {
                return CoreFactory.super.protocol(settings.withExpiryGrace(java.time.Duration.ofMillis(-900)), newIds);
            }
        };
    }

    private static CoreFactory withAdmission(Admission admission) {
        return new CoreFactory() {
            @Override
            public TurnProtocol protocol(ProtocolSettings settings, Supplier<SessionId> newIds) {
                return new TurnProtocol(settings, newIds, admission);
            }
        };
    }

    private static CoreFactory withoutArrivals(BiPredicate<NodeCore, StoredItem> dropped) {
        return new CoreFactory() {
            @Override
            public NodeCore core(TurnProtocol protocol, Replica replica, EffectHandler handler) {
                return new NodeCore(protocol, replica, handler) {
                    @Override
                    void arrived(StoredItem item, Instant now) {
                        if (!dropped.test(this, item)) super.arrived(item, now);
                    }
                };
            }
        };
    }
}
