package discedge.fred.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link FredStore} is told at its start.
 *
 * @param node this edge node's name
 * @param epoch of its writes in this life
 * @param keygroup of the model: letters and digits
 * @param address of the FReD node beside this one, as it is shown to people
 * @param fredNode that FReD node's name; empty = the one that advertises {@code address}
 * @param users certificate names to whom the keygroup is opened: this node's own and the other edge nodes'
 * @param triggerHost where FReD tells of arrivals
 * @param retryEvery how long to wait after FReD could not be used
 * @param sweepEvery how often keys are compared with what FReD and its other nodes have; often enough that a way is
 *     never unmeasured for the 5 s after which nothing is known of it
 * @param writeWithin how long a write whose outcome is unknown is looked after
 */
public record FredStoreSetting(String node, long epoch, String keygroup, String address, Optional<String> fredNode, List<String> users, String triggerHost,
                               Duration retryEvery, Duration sweepEvery, Duration writeWithin) {
    public FredStoreSetting {
        users = List.copyOf(users);
    }

    public static FredStoreSetting of(String node, long epoch, String keygroup, String address, Optional<String> fredNode, List<String> users, String triggerHost) {
        return new FredStoreSetting(node, epoch, keygroup, address, fredNode, users, triggerHost, Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(4));
    }

    /** FReD is the node of this process: its members are called by their names, because not all of them serve FReD's clients. */
    boolean isInProcess() {
        return address.equals(InProcess.ADDRESS);
    }

    /** A trigger's name is letters and digits too; one for each edge node, the same after a restart. */
    String trigger() {
        return "discedge" + node.replaceAll("[^a-zA-Z0-9]", "");
    }
}
