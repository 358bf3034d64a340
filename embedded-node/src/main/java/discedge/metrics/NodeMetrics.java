package discedge.metrics;

import discedge.event.ClientEvent;
import discedge.event.EventSink;
import discedge.event.FredEvent;
import discedge.event.LabEvent;
import discedge.event.LifeEvent;
import discedge.event.NodeEvent;
import discedge.event.PeerEvent;
import discedge.event.PrewarmEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.event.WatchEvent;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Metrics of one node, a projection of its events. Names are stable and carry their unit; labels are few and bounded: stages,
 * codes, peers, never sessions or users. Safe for many threads.
 */
public final class NodeMetrics implements EventSink {
    /** 0.5 ms to 60 s: from a KV prefix that is there to a cold prefill on a small machine. */
    private static final double[] BUCKETS = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Info node = Info.builder().name("discedge_node_info").help("What the node is.")
            .labelNames("node", "version", "engine", "model", "fingerprint", "simulated", "store").register(registry);
    private final Counter turns = Counter.builder().name("discedge_turns_total").help("Answers, by how they came about.").labelNames("outcome").register(registry);
    private final Counter refusals = Counter.builder().name("discedge_turn_refusals_total").help("Requests refused, by code.").labelNames("code").register(registry);
    private final Counter retries = Counter.builder().name("discedge_turn_retries_total").help("Requests that were not a turn's first attempt.").register(registry);
    private final Counter hangUps = Counter.builder().name("discedge_client_hangups_total").help("Clients that hung up before their answer was complete.").register(registry);
    private final Histogram stages = seconds("discedge_turn_stage", "Time of a turn's stage at the node.", "stage");
    private final Histogram firstToken = seconds("discedge_turn_first_token", "From a request's arrival to the first id sampled.");
    private final Counter waits = Counter.builder().name("discedge_replica_waits_total").help("Requests that waited for the replica.").labelNames("caught_up").register(registry);
    private final Counter tokens = Counter.builder().name("discedge_tokens_total").help("Ids: of prompts evaluated, found in the KV cache, sampled.").labelNames("kind").register(registry);
    private final Counter ahead = Counter.builder().name("discedge_prewarm_tokens_total").help("Ids evaluated before their client came; of these used and wasted.").labelNames("kind").register(registry);
    private final Counter guesses = Counter.builder().name("discedge_prewarms_total").help("Contexts evaluated ahead, by how that ended.").labelNames("ending").register(registry);
    private final Histogram lag = seconds("discedge_replication_lag", "From a record's write at its origin to its arrival here.", "origin");
    private final Counter sent = Counter.builder().name("discedge_link_sent").unit(Unit.BYTES).help("Values of items sent.").labelNames("peer").register(registry);
    private final Counter received = Counter.builder().name("discedge_link_received").unit(Unit.BYTES).help("Values of items received.").labelNames("peer").register(registry);
    private final Gauge roundTrip = Gauge.builder().name("discedge_peer_round_trip").unit(Unit.SECONDS).help("Newest round trip to a peer.").labelNames("peer").register(registry);
    private final Gauge up = Gauge.builder().name("discedge_peer_up").help("1 while the stream to the peer is open.").labelNames("peer").register(registry);
    private final Counter written = Counter.builder().name("discedge_records_written_total").help("Items written here first.").register(registry);
    private final Counter expired = Counter.builder().name("discedge_sessions_expired_total").help("Sessions removed here because they were idle for too long.").register(registry);
    private final Counter trouble = Counter.builder().name("discedge_trouble_total").help("What should not be: forks, gaps, records refused, writes failed.").labelNames("kind").register(registry);
    private final Gauge sessions = Gauge.builder().name("discedge_sessions").help("Sessions with a record here.").register(registry);
    private final Gauge running = Gauge.builder().name("discedge_requests_running").help("Requests under way.").register(registry);
    private final Gauge uptime = Gauge.builder().name("discedge_uptime").unit(Unit.SECONDS).help("Since the node started.").register(registry);
    private final Gauge storeBytes = Gauge.builder().name("discedge_store").unit(Unit.BYTES).help("Values of all items kept.").register(registry);

    private Histogram seconds(String name, String help, String... labels) {
        return Histogram.builder().name(name).unit(Unit.SECONDS).help(help).labelNames(labels).classicOnly().classicUpperBounds(BUCKETS).register(registry);
    }

    /**
     * What is asked of the node at each scrape rather than counted.
     *
     * @param storeBytes values of all items kept
     */
    public record Standing(int sessions, int running, Duration uptime, long storeBytes) {}

    @Override
    public void emit(NodeEvent event) {
        switch (event) {
            case TurnEvent turn -> turn(turn);
            case ReplicaEvent replica -> replica(replica);
            case PeerEvent peer -> peer(peer);
            case LifeEvent.Started seen -> node.setLabelValues(seen.node(), seen.version(), seen.engine(), seen.model(), seen.fingerprint(),
                    Boolean.toString(seen.simulated()), seen.durable() ? "durable" : "memory");
            case LifeEvent other -> { }
            case ClientEvent other -> { }
            case LabEvent other -> { }
            case WatchEvent other -> { }
            case FredEvent other -> { }
            case PrewarmEvent prewarm -> prewarm(prewarm);
        }
    }

    private void prewarm(PrewarmEvent event) {
        switch (event) {
            case PrewarmEvent.Ended seen -> {
                guesses.labelValues(seen.ending()).inc();
                ahead.labelValues("evaluated").inc(seen.evaluated());
            }
            case PrewarmEvent.Used seen -> {
                ahead.labelValues("used").inc(seen.used());
                ahead.labelValues("wasted").inc(seen.wasted());
            }
            case PrewarmEvent.Wasted seen -> ahead.labelValues("wasted").inc(seen.ids());
            case PrewarmEvent.Declined seen -> guesses.labelValues("declined").inc();
            case PrewarmEvent.Planned _, PrewarmEvent.Started _ -> { }
        }
    }

    private void turn(TurnEvent event) {
        switch (event) {
            case TurnEvent.Received seen -> {
                if (seen.attempt() > 1) retries.inc();
            }
            case TurnEvent.Waited seen -> waits.labelValues(Boolean.toString(seen.caughtUp())).inc();
            case TurnEvent.Prefilled seen -> {
                tokens.labelValues("cached").inc(seen.cachedTokens());
                tokens.labelValues("evaluated").inc(Math.max(0, seen.tokens() - seen.cachedTokens()));
            }
            case TurnEvent.Decoded seen -> tokens.labelValues("sampled").inc(seen.tokens());
            case TurnEvent.Answered seen -> answered(seen);
            case TurnEvent.Refused seen -> refusals.labelValues(seen.code()).inc();
            case TurnEvent.ClientGone _ -> hangUps.inc();
            case TurnEvent.Waiting _, TurnEvent.Joined _, TurnEvent.PromptBuilt _, TurnEvent.PrefillStarted _, TurnEvent.FirstToken _, TurnEvent.Committed _ -> { }
        }
    }

    private void answered(TurnEvent.Answered seen) {
        turns.labelValues(seen.replayed() ? "replayed" : seen.stale() ? "stale" : "answered").inc();
        if (seen.replayed()) return;
        observe("queue", seen.queued());
        observe("wait", seen.waited());
        observe("prefill", seen.prefill());
        observe("decode", seen.decode());
        observe("commit", seen.commit());
        observe("total", seen.total());
        firstToken.observe(inSeconds(seen.queued().plus(seen.waited()).plus(seen.prefill())));
    }

    private void observe(String stage, Duration took) {
        stages.labelValues(stage).observe(inSeconds(took));
    }

    private void replica(ReplicaEvent event) {
        switch (event) {
            case ReplicaEvent.Written _ -> written.inc();
            case ReplicaEvent.Sent seen -> sent.labelValues(seen.peer()).inc(seen.bytes());
            case ReplicaEvent.Arrived seen -> {
                received.labelValues(seen.from()).inc(seen.bytes());
                Duration late = Duration.between(seen.written(), seen.at());
                if (!seen.origin().equals(seen.node())) lag.labelValues(seen.origin()).observe(Math.max(0, inSeconds(late)));
            }
            case ReplicaEvent.Refused _ -> trouble.labelValues("record_refused").inc();
            case ReplicaEvent.GapSeen _ -> trouble.labelValues("gap").inc();
            case ReplicaEvent.ForkSeen _ -> trouble.labelValues("fork").inc();
            case ReplicaEvent.WriteFailed _ -> trouble.labelValues("write_failed").inc();
            case ReplicaEvent.Expired _ -> expired.inc();
            case ReplicaEvent.Acknowledged _, ReplicaEvent.HeadMoved _, ReplicaEvent.GapFilled _, ReplicaEvent.Deleted _, ReplicaEvent.DeleteAcknowledged _,
                 ReplicaEvent.Recovered _ -> { }
        }
    }

    private void peer(PeerEvent event) {
        switch (event) {
            case PeerEvent.Up seen -> up.labelValues(seen.peer()).set(1);
            case PeerEvent.Down seen -> {
                if (!seen.peer().isEmpty()) up.labelValues(seen.peer()).set(0);
            }
            case PeerEvent.Measured seen -> roundTrip.labelValues(seen.peer()).set(inSeconds(seen.roundTrip()));
            case PeerEvent.Mismatch _ -> trouble.labelValues("model_mismatch").inc();
            case PeerEvent.Heard _ -> { }
        }
    }

    /** What the media type of {@link #write} is. */
    public static String contentType() {
        return PrometheusTextFormatWriter.CONTENT_TYPE;
    }

    /** Writes all in Prometheus' text form. */
    public void write(Standing now, OutputStream out) throws IOException {
        sessions.set(now.sessions());
        running.set(now.running());
        uptime.set(inSeconds(now.uptime()));
        storeBytes.set(now.storeBytes());
        PrometheusTextFormatWriter.create().write(out, registry.scrape());
    }

    private static double inSeconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
