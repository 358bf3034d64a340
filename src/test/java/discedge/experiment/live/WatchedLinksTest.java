package discedge.experiment.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.LabEvent;
import discedge.experiment.scenario.Fault;
import discedge.lab.LabWatch;
import discedge.lab.link.Cut;
import discedge.lab.relay.RelayControl;
import discedge.lab.relay.RelayPlanReader;
import discedge.lab.relay.RelayStation;
import discedge.timeline.transcript.Transcripts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Relays that somebody else speaks to, too: what they do is told here, and healed from here. */
class WatchedLinksTest {
    @TempDir
    Path folder;

    private final LabWatch events = new LabWatch();
    private RelayStation station;
    private RelayControl control;
    private RemoteOnly console;

    @BeforeEach
    void open() throws Exception {
        station = new RelayStation(RelayPlanReader.parse("""
                links:
                  - {from: A, to: B, listen: "127.0.0.1:%d", target: "127.0.0.1:%d", delay: 3ms}
                  - {from: A, to: C, listen: "127.0.0.1:%d", target: "127.0.0.1:%d"}
                """.formatted(free(), free(), free(), free()), "links.yaml"), 1, InstantSource.system());
        control = new RelayControl(station, new InetSocketAddress("127.0.0.1", 0), InstantSource.system());
        console = new RemoteOnly(events, new Transcripts(), folder);
    }

    @AfterEach
    void close() {
        console.close();
        control.close();
        station.close();
    }

    private static int free() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void watch() throws InterruptedException {
        console.watchedLinks().add("127.0.0.1:" + control.port());
        events.await(LabEvent.LinkSet.class, _ -> true);
    }

    private void elsewhere(String a, String b, Optional<Duration> delay, Optional<Cut> cut, Duration lasts) {
        station.change(a, b, new RelayStation.Change(delay, Optional.empty(), Optional.empty(), cut, lasts));
    }

    private boolean isCut(int link) {
        return station.views().get(link).forward().cut() != Cut.NONE;
    }

    private LabEvent.FaultBegan began(String target) throws InterruptedException {
        return events.await(LabEvent.FaultBegan.class, fault -> fault.target().equals(target));
    }

    @Test
    void what_was_broken_before_this_console_began_is_told_and_healed_by_heal_all() throws Exception {
        elsewhere("A", "B", Optional.empty(), Optional.of(Cut.CLEAN), Duration.ZERO);
        elsewhere("A", "C", Optional.of(Duration.ofMillis(80)), Optional.empty(), Duration.ofMinutes(5));
        watch();
        assertEquals("cut", began("A-B").kind());
        LabEvent.FaultBegan slow = began("A-C");
        assertEquals("delay", slow.kind());
        assertTrue(slow.lasts().toSeconds() > 250, slow.lasts().toString());
        console.healAll();
        assertTrue(events.await(LabEvent.FaultEnded.class, ended -> ended.target().equals("A-C")).byHand());
        events.await(LabEvent.FaultEnded.class, ended -> ended.target().equals("A-B"));
        assertFalse(isCut(0));
        assertFalse(station.views().get(1).changed());
    }

    @Test
    void what_somebody_else_breaks_meanwhile_is_healed_by_its_number_and_told_once() throws Exception {
        watch();
        elsewhere("A", "B", Optional.empty(), Optional.of(Cut.SILENT), Duration.ZERO);
        LabEvent.FaultBegan fault = began("A-B");
        assertEquals("silent-cut", fault.kind());
        console.heal(fault.fault());
        events.await(LabEvent.FaultEnded.class, ended -> ended.fault() == fault.fault());
        assertFalse(isCut(0));
        assertEquals(1, events.of(LabEvent.FaultBegan.class).size());
    }

    @Test
    void what_is_healed_elsewhere_is_broken_here_no_more() throws Exception {
        watch();
        long fault = console.begin(new Fault.Kind.Cut(false), new Fault.Target.Between("A", "B"), Duration.ZERO);
        began("A-B");
        events.await(LabEvent.LinkSet.class, set -> set.cut().equals("clean"));
        station.heal("A", "B");
        assertTrue(events.await(LabEvent.FaultEnded.class, ended -> ended.fault() == fault).byHand());
    }

    @Test
    void what_heals_by_itself_is_not_told_as_begun_again() throws Exception {
        watch();
        long fault = console.begin(new Fault.Kind.Cut(false), new Fault.Target.Between("A", "B"), Duration.ofMillis(300));
        assertFalse(events.await(LabEvent.FaultEnded.class, ended -> ended.fault() == fault).byHand());
        assertFalse(isCut(0));
        assertEquals(1, events.of(LabEvent.FaultBegan.class).size());
    }
}
