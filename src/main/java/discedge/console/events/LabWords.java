package discedge.console.events;

import discedge.console.faults.FaultWords;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.event.LabEvent;
import java.util.function.Predicate;

/** What the lab does. */
record LabWords(Predicate<String> isNode) {
    String of(LabEvent event) {
        return switch (event) {
            case LabEvent.LinkSet seen -> Words.of("none".equals(seen.cut()) ? "events.lab.link-set" : "events.lab.link-set.cut", seen.from(), seen.to(), Units.time(seen.delay()),
                    Units.time(seen.jitter()), seen.bytesPerSecond() == 0 ? Words.of("events.lab.unlimited") : Words.of("events.lab.rate", Units.bytes(seen.bytesPerSecond())), seen.cut());
            case LabEvent.FaultBegan seen -> seen.lasts().isZero() ? FaultWords.begins(seen.kind(), target(seen.kind(), seen.target()))
                    : Words.of("events.lab.lasts", FaultWords.begins(seen.kind(), target(seen.kind(), seen.target())), Units.length(seen.lasts()));
            case LabEvent.FaultEnded seen -> Words.of(seen.byHand() ? "events.lab.ended.by-hand" : "events.lab.ended", FaultWords.ends(seen.kind(), target(seen.kind(), seen.target())));
            case LabEvent.LinkBytes seen -> Words.of("events.lab.link-bytes", Units.bytes(seen.bytes()), seen.turn());
            case LabEvent.Said seen -> Words.of("events.lab.said", seen.text());
            case LabEvent.ScenarioStarted seen -> Words.of("events.lab.scenario-started", seen.scenario(), seen.mode(), seen.consistency(), seen.seed());
            case LabEvent.ScenarioEnded seen -> Words.of("events.lab.scenario-ended", seen.scenario(), seen.outcome());
        };
    }

    private String target(String kind, String target) {
        return FaultWords.target(kind, target, isNode);
    }
}
