package discedge.console.events;

import discedge.console.kit.Names;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.event.ReplicaEvent;
import discedge.session.RecordKey;
import discedge.session.SessionId;

/** What a node's replica does with items. */
final class ReplicaWords {
    private ReplicaWords() {}

    static String of(ReplicaEvent event) {
        return switch (event) {
            case ReplicaEvent.Written seen -> Words.of("events.replica.written", item(seen.key()), seen.number(), Units.bytes(seen.bytes()));
            case ReplicaEvent.Sent seen -> Words.of(seen.origin().equals(seen.node()) ? "events.replica.sent" : "events.replica.sent.on", item(seen.key()), seen.peer(),
                    Units.bytes(seen.bytes()), seen.origin());
            case ReplicaEvent.Arrived seen -> Words.of(seen.origin().equals(seen.from()) ? "events.replica.arrived" : "events.replica.arrived.by", item(seen.key()), seen.origin(),
                    Units.bytes(seen.bytes()), seen.from());
            case ReplicaEvent.Acknowledged seen -> Phrases.and(Words.of("events.replica.acknowledged", seen.peer(), seen.origin(), seen.number()), !seen.roundTrip().isZero(),
                    "events.replica.round-trip", Units.time(seen.roundTrip()));
            case ReplicaEvent.Refused seen -> Words.of("events.replica.refused", item(seen.key()), seen.from(), seen.why());
            case ReplicaEvent.HeadMoved seen -> Words.of("events.replica.head-moved", seen.have(), Phrases.tokens(seen.tokens()));
            case ReplicaEvent.GapSeen seen -> Words.of("events.replica.gap-seen", seen.turn(), Phrases.turns(seen.missing()));
            case ReplicaEvent.GapFilled seen -> Words.of("events.replica.gap-filled", seen.have());
            case ReplicaEvent.ForkSeen seen -> Words.of("events.replica.fork-seen", seen.hashes().size(), seen.turn(), Names.of(seen.head()));
            case ReplicaEvent.Deleted seen -> Words.of(seen.here() ? "events.replica.deleted" : "events.replica.deleted.elsewhere", Units.count(seen.recordsErased()));
            case ReplicaEvent.Expired seen -> Words.of("events.replica.expired", seen.turn(), Units.time(seen.idle()), Units.count(seen.recordsErased()));
            case ReplicaEvent.DeleteAcknowledged _ -> Words.of("events.replica.delete-acknowledged");
            case ReplicaEvent.WriteFailed seen -> Words.of("events.replica.write-failed", item(seen.key()), seen.why());
            case ReplicaEvent.Recovered seen -> Phrases.and(Phrases.and(Words.of("events.replica.recovered", Units.count(seen.items())), seen.damaged() > 0,
                    "events.replica.damaged", Units.count(seen.damaged())), seen.tornTail(), "events.replica.torn");
        };
    }

    /** What a key stands for; its last part says so (DESIGN.md, "Stores"). */
    private static String item(String key) {
        if (key.length() <= SessionId.LENGTH) return Words.of("events.item");
        String digits = key.length() == RecordKey.LENGTH ? key.substring(SessionId.LENGTH + 1, SessionId.LENGTH + 7) : "";
        return switch (key.charAt(SessionId.LENGTH)) {
            case 't' -> digits.matches("\\d{6}") ? Words.of("events.turn", Integer.parseInt(digits)) : Words.of("events.item");
            case 'a' -> Words.of("events.item.anchor");
            case 'd' -> Words.of("events.item.tombstone");
            default -> Words.of("events.item");
        };
    }
}
