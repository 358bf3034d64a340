package discedge.fred.kv;

import java.time.Duration;
import java.util.List;

/** The calls of {@code mcc.fred.client.Client}, with what they are given. */
public sealed interface FredCall {
    record CreateKeygroup(String keygroup, boolean mutable, Duration expiry) implements FredCall {}

    record DeleteKeygroup(String keygroup) implements FredCall {}

    /** @param versions empty = all that there are; else those that cover one of them */
    record Read(String keygroup, String id, List<VectorClock> versions) implements FredCall {}

    /** @param count of versions and tombstones @param keysOnly without values */
    record Scan(String keygroup, String id, long count, boolean keysOnly) implements FredCall {}

    /** @param versions empty = whatever is there; else a compare-and-set: every version here must be covered by one of them */
    record Update(String keygroup, String id, String value, List<VectorClock> versions) implements FredCall {}

    /** @param id an unsigned number */
    record Append(String keygroup, long id, String value) implements FredCall {}

    record Delete(String keygroup, String id, List<VectorClock> versions) implements FredCall {}

    record AddReplica(String keygroup, String node, Duration expiry) implements FredCall {}

    record GetKeygroupInfo(String keygroup) implements FredCall {}

    record RemoveReplica(String keygroup, String node) implements FredCall {}

    record GetReplica(String node) implements FredCall {}

    record GetAllReplica() implements FredCall {}

    record GetKeygroupTriggers(String keygroup) implements FredCall {}

    record AddTrigger(String keygroup, String trigger, String host) implements FredCall {}

    record RemoveTrigger(String keygroup, String trigger) implements FredCall {}

    record AddUser(String user, String keygroup, Role role) implements FredCall {}

    record RemoveUser(String user, String keygroup, Role role) implements FredCall {}
}
