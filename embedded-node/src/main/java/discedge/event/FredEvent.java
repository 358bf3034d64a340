package discedge.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a node sees of the FReD that keeps its records. */
public sealed interface FredEvent extends NodeEvent {
    /**
     * FReD is set up for this node, and all that it holds was read.
     *
     * @param address of its client interface
     * @param fredNode the FReD node beside this one
     * @param keygroup of the model
     * @param members of the keygroup: FReD node and where its clients reach it
     * @param trigger where FReD tells this node of items
     * @param users certificate names that this node opened the keygroup to
     * @param took since setting up began
     */
    record Ready(Instant at, String node, String address, String fredNode, String keygroup, Map<String, String> members, String trigger, List<String> users,
                 Duration took) implements FredEvent {}

    /**
     * FReD cannot be used; requests that need it are refused until it can.
     *
     * @param why in words
     * @param retryIn until it is tried again, and from then on each time
     */
    record Trouble(Instant at, String node, String address, String why, Duration retryIn) implements FredEvent {}

    /**
     * The trigger was lost or silent (not registered), or is registered again.
     *
     * @param trigger its name in FReD
     * @param why in words; empty if it is registered
     */
    record Trigger(Instant at, String node, String trigger, String host, boolean registered, String why) implements FredEvent {}

    /**
     * The keygroup has other members than were told before.
     *
     * @param members FReD node and where its clients reach it
     */
    record Members(Instant at, String node, Map<String, String> members) implements FredEvent {}

    /**
     * This node's keys were compared with a FReD node's: with its own one's and with every other member's, every few seconds.
     *
     * @param member the FReD node
     * @param answered otherwise {@code why} says why not, in words
     * @param keys it has
     * @param found items that were missing here, and came from there
     * @param lacking keys of here that it has not
     * @param took all of it, with what was fetched
     * @param roundTrip of the first call; zero if it was not answered
     */
    record Compared(Instant at, String node, String member, boolean answered, String why, int keys, int found, int lacking, Duration took, @Later Duration roundTrip) implements FredEvent {
        public Compared {
            // Logs of before it was measured have none.
            if (roundTrip == null) roundTrip = Duration.ZERO;
        }
    }
}
