package discedge.fred;

import java.time.Duration;
import java.util.Optional;

/**
 * A peer, as this node sees it now.
 *
 * @param address host:port of the configuration; empty for one that only dialled us
 * @param name empty as long as it has not said it
 * @param linked the stream that this node opened is up
 * @param heard the stream that the peer opened is up
 * @param durable as it said last
 * @param heldOfOwn the number up to which it holds this node's writes of this life
 * @param roundTrip of the newest beat; empty if none came back yet
 */
public record PeerView(Optional<String> address, Optional<String> name, boolean linked, boolean heard, boolean durable,
                       long heldOfOwn, Optional<Duration> roundTrip) {}
