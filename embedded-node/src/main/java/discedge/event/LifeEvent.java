package discedge.event;

import java.time.Instant;
import java.util.List;

/** The life of a node. */
public sealed interface LifeEvent extends NodeEvent {
    /**
     * The node serves.
     *
     * @param http port of the HTTP API
     * @param replica port of the replica
     */
    record Started(Instant at, String node, String version, String engine, String model, String fingerprint, String profile, boolean simulated, int window, boolean durable, int http, int replica, List<String> peers) implements LifeEvent {}

    /**
     * No new requests are taken; running turns finish.
     *
     * @param running turns still running
     */
    record Stopping(Instant at, String node, int running) implements LifeEvent {}

    /**
     * All is written and closed.
     */
    record Stopped(Instant at, String node) implements LifeEvent {}

    /**
     * The process, or in a lab or simulation its stand-in, died at once: nothing flushed, nothing sent.
     */
    record Killed(Instant at, String node) implements LifeEvent {}
}
