package discedge.metrics;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.LifeEvent;
import discedge.event.PeerEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.session.SessionId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeMetricsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final SessionId SESSION = new SessionId("abcdefghijklmnopqrstuvwxyz");

    private final NodeMetrics metrics = new NodeMetrics();

    private String text() throws IOException {
        var out = new ByteArrayOutputStream();
        metrics.write(new NodeMetrics.Standing(3, 1, Duration.ofSeconds(90), 1234), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private void answered() {
        metrics.emit(new TurnEvent.Prefilled(NOW, "A", 1, SESSION, 2, 130, 100, 0, "", Duration.ofMillis(40)));
        metrics.emit(new TurnEvent.Answered(NOW, "A", 1, SESSION, 2, Optional.empty(), false, false, List.of(), 100, 70, 0, Duration.ofMillis(1), Duration.ofMillis(9),
                Duration.ofMillis(40), Duration.ofMillis(900), Duration.ofMillis(2), Duration.ofMillis(952)));
    }

    private static void has(String text, String line) {
        assertTrue(text.lines().anyMatch(line::equals), () -> "'" + line + "' in\n" + text);
    }

    @Test
    void every_stage_of_a_turn_is_a_histogram_in_seconds() throws IOException {
        answered();
        String text = text();
        for (String stage : List.of("queue", "wait", "prefill", "decode", "commit", "total")) has(text, "discedge_turn_stage_seconds_count{stage=\"" + stage + "\"} 1");
        has(text, "discedge_turn_stage_seconds_sum{stage=\"prefill\"} 0.04");
        has(text, "discedge_turn_stage_seconds_bucket{stage=\"wait\",le=\"0.01\"} 1");
        has(text, "discedge_turn_stage_seconds_bucket{stage=\"wait\",le=\"0.005\"} 0");
        has(text, "discedge_turn_first_token_seconds_sum 0.05");
        has(text, "discedge_tokens_total{kind=\"cached\"} 100.0");
        has(text, "discedge_tokens_total{kind=\"evaluated\"} 30.0");
    }

    @Test
    void lag_and_bytes_stand_by_peer() throws IOException {
        metrics.emit(new ReplicaEvent.Arrived(NOW, "A", "B", "C", 1, 1, "key", 300, NOW.minusMillis(20)));
        metrics.emit(new ReplicaEvent.Sent(NOW, "A", "B", "A", 1, 1, "key", 200));
        metrics.emit(new PeerEvent.Measured(NOW, "A", "B", Duration.ofMillis(18)));
        String text = text();
        has(text, "discedge_replication_lag_seconds_sum{origin=\"C\"} 0.02");
        has(text, "discedge_link_received_bytes_total{peer=\"B\"} 300.0");
        has(text, "discedge_link_sent_bytes_total{peer=\"B\"} 200.0");
        has(text, "discedge_peer_round_trip_seconds{peer=\"B\"} 0.018");
    }

    @Test
    void no_session_and_no_user_is_named() throws IOException {
        answered();
        metrics.emit(new TurnEvent.Refused(NOW, "A", 2, SESSION, 3, 409, "replica_behind", "session " + SESSION));
        metrics.emit(new LifeEvent.Started(NOW, "A", "1", "simulated", "m", "f", "p", true, 4096, false, 1, 2, List.of()));
        String text = text();
        has(text, "discedge_turn_refusals_total{code=\"replica_behind\"} 1.0");
        assertFalse(text.contains(SESSION.value()), text);
    }

    @Test
    void what_the_node_holds_now_is_said_at_each_scrape() throws IOException {
        String text = text();
        has(text, "discedge_sessions 3.0");
        has(text, "discedge_uptime_seconds 90.0");
        has(text, "discedge_store_bytes 1234.0");
    }
}
