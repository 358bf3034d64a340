package discedge.event;

import discedge.session.SessionId;
import discedge.session.TurnHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What someone who watches a node from elsewhere saw of it. {@code at} is by the watcher's clock, {@code node} the node watched. */
public sealed interface WatchEvent extends NodeEvent {
    /**
     * The node answered, and what it said of itself.
     *
     * @param address of its HTTP API
     * @param epoch of its event ids
     * @param sessions how many it holds
     */
    record Found(Instant at, String node, String address, String epoch, String version, String engine, String model, String fingerprint, String profile,
                 boolean simulated, int window, boolean durable, int http, int replica, List<String> peers, int sessions) implements WatchEvent {}

    /**
     * The node does not answer.
     *
     * @param why in words
     * @param retryIn until it is asked again
     */
    record Lost(Instant at, String node, String address, String why, Duration retryIn) implements WatchEvent {}

    /** Nobody watches it any more. */
    record Left(Instant at, String node, String address) implements WatchEvent {}

    /**
     * Events of the node that cannot be had any more.
     *
     * @param from id of the first of them
     * @param to id of the last; 0 = not known, as after a restart
     */
    record Gap(Instant at, String node, long from, long to) implements WatchEvent {}

    /**
     * The node answered again: that it is there, how much it holds, and its clock against the watcher's from the best of the
     * last round trips.
     *
     * @param offset what the node's clock is ahead; below zero if it is behind
     * @param uncertainty the offset is this much more or less: half the round trip
     * @param sessions how many it holds
     */
    record Beat(Instant at, String node, Duration offset, Duration uncertainty, int sessions) implements WatchEvent {}

    /** Something came that is no event of this version; said once for each kind of it. */
    record Unreadable(Instant at, String node, String why) implements WatchEvent {}

    /**
     * A session as the node lists it: the state to go on from where events are missing.
     *
     * @param turn the head's
     * @param head empty where nothing is complete
     * @param tokens ids of the whole log
     */
    record Listed(Instant at, String node, SessionId session, String user, String mode, int turn, Optional<TurnHash> head, int tokens, long bytes, boolean forked,
                  boolean deleted) implements WatchEvent {}

    /**
     * What the node's events said of the FReD that keeps its records before they could be heard, and that still holds: the state to
     * go on from.
     *
     * @param now by the node's clock, as it told: how long ago each was
     * @param said in order; a comparison counts what all before it found, as far as that is not known
     */
    record Fred(Instant at, String node, Instant now, List<FredEvent> said) implements WatchEvent {}
}
