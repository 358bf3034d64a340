package discedge.console.timebar;

import discedge.console.ConsoleContext;
import discedge.console.events.EventWords;
import discedge.console.faults.FaultWords;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.timeline.Timeline;
import discedge.timeline.log.TimedEvent;
import discedge.timeline.marks.Marks;
import discedge.timeline.world.FaultState;
import java.time.Duration;
import java.time.Instant;

/** Marks and faults in words. */
final class MarkWords {
    private final ConsoleContext console;

    MarkWords(ConsoleContext console) {
        this.console = console;
    }

    String of(Places.Mark mark, Stretch stretch) {
        Timeline timeline = console.model().run().timeline();
        TimedEvent event = timeline.store().get(mark.event());
        String said = Words.of("timebar.mark", Units.timeOfDay(event.time()), new EventWords(this::isNode).sentence(event.event()));
        long more = near(mark, stretch, timeline) - 1;
        return more > 0 ? Words.of("timebar.more", said, Units.count(more)) : said;
    }

    /** Marks of any kind that have no place of their own beside this one. */
    private static long near(Places.Mark mark, Stretch stretch, Timeline timeline) {
        long from = timeline.store().lastAt(stretch.time(mark.x() - Places.APART / 2));
        long to = timeline.store().lastAt(stretch.time(mark.x() + Places.APART / 2));
        long near = 0;
        for (Marks.Kind kind : Marks.Kind.values()) near += timeline.marks().of(kind).upTo(to) - timeline.marks().of(kind).upTo(from);
        return near;
    }

    String of(FaultState fault) {
        String what = Words.of("timebar.fault", FaultWords.kind(fault.kind()), FaultWords.target(fault.kind(), fault.target(), this::isNode));
        String began = Units.timeOfDay(fault.began());
        if (fault.ended().isEmpty()) return Words.of("timebar.fault.active", began, what);
        Instant end = fault.ended().get();
        Duration lasted = Duration.between(fault.began(), end);
        return Words.of("timebar.fault.lasts", began, Units.timeOfDay(end), what, Units.time(lasted));
    }

    private boolean isNode(String name) {
        return console.model().run().timeline().newest().node(name).isPresent();
    }
}
