package discedge.console.events;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.event.LifeEvent;
import discedge.event.PeerEvent;
import discedge.event.WatchEvent;
import java.time.Duration;

/** What becomes of a node and its links, as it says itself or as someone sees who watches it. */
final class NodeWords {
    private NodeWords() {}

    static String of(PeerEvent event) {
        return switch (event) {
            case PeerEvent.Up seen -> Words.of("events.peer.up", seen.peer(), seen.address());
            case PeerEvent.Down seen -> Words.of("events.peer.down", seen.peer(), seen.why(), Units.time(seen.retryIn()));
            case PeerEvent.Heard seen -> Words.of(seen.open() ? "events.peer.heard" : "events.peer.unheard", seen.peer());
            case PeerEvent.Measured seen -> Words.of("events.peer.measured", Units.time(seen.roundTrip()), seen.peer());
            case PeerEvent.Mismatch seen -> Words.of("events.peer.mismatch", seen.peer());
        };
    }

    static String of(LifeEvent event) {
        return switch (event) {
            case LifeEvent.Started seen -> Words.of(seen.durable() ? "events.life.started.durable" : "events.life.started", seen.model(), machine(seen.engine(), seen.profile()));
            case LifeEvent.Stopping seen -> seen.running() == 0 ? Words.of("events.life.stopping.idle") : Words.of("events.life.stopping", seen.running());
            case LifeEvent.Stopped _ -> Words.of("events.life.stopped");
            case LifeEvent.Killed _ -> Words.of("events.life.killed");
        };
    }

    static String of(WatchEvent event) {
        return switch (event) {
            case WatchEvent.Found seen -> Words.of("events.watch.found", seen.address(), seen.model(), machine(seen.engine(), seen.profile()));
            case WatchEvent.Lost seen -> Words.of("events.watch.lost", seen.why(), Units.time(seen.retryIn()));
            case WatchEvent.Left _ -> Words.of("events.watch.left");
            case WatchEvent.Gap seen -> seen.to() == 0 ? Words.of("events.watch.gap.unknown", seen.from()) : Words.of("events.watch.gap", seen.from(), seen.to());
            case WatchEvent.Beat seen -> Words.of("events.watch.beat", clock(seen.offset()), Units.time(seen.uncertainty()));
            case WatchEvent.Unreadable seen -> Words.of("events.watch.unreadable", seen.why());
            case WatchEvent.Listed seen -> Words.of("events.watch.listed", seen.turn(), Phrases.tokens(seen.tokens()));
            case WatchEvent.Fred _ -> Words.of("events.watch.fred");
        };
    }

    private static String machine(String engine, String profile) {
        return profile.isEmpty() ? engine : Words.of("events.machine", engine, profile);
    }

    private static String clock(Duration offset) {
        return Words.of(offset.isNegative() ? "events.watch.behind" : "events.watch.ahead", Units.time(offset.abs()));
    }
}
