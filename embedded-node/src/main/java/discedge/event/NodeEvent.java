package discedge.event;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/**
 * Something that happened: on a node, on a link, at a client. Every view, export and check is a function of these.
 * An event names a context by its hash, never by its ids; texts of users are not in events.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface NodeEvent permits TurnEvent, ReplicaEvent, PeerEvent, LifeEvent, ClientEvent, LabEvent, WatchEvent, PrewarmEvent, FredEvent {
    /** When, by the clock of the place where it happened. */
    Instant at();

    /** Where: a node's name, or the client's or lab's for their own events. */
    String node();
}
