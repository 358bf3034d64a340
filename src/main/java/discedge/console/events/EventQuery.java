package discedge.console.events;

import discedge.event.NodeEvent;
import discedge.session.SessionId;
import discedge.timeline.log.EventFilter;
import discedge.timeline.log.TimedEvent;
import discedge.timeline.marks.Marks;
import discedge.timeline.world.Alarm;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which events a person wants to see.
 *
 * @param groups empty = all
 * @param nodes empty = all
 * @param session empty = all
 * @param alarms only what should not be
 * @param text in lower case, somewhere in the sentence or in the event as it is recorded; empty = all
 */
record EventQuery(Set<Marks.Group> groups, Set<String> nodes, Optional<SessionId> session, boolean alarms, String text) {
    static final EventQuery ALL = new EventQuery(Set.of(), Set.of(), Optional.empty(), false, "");

    EventQuery {
        groups = Set.copyOf(groups);
        nodes = Set.copyOf(nodes);
        text = folded(text);
    }

    private static String folded(String written) {
        return written.strip().toLowerCase(Locale.ROOT);
    }

    /** This is what is looked for where that is written. */
    boolean isFor(String written) {
        return text.equals(folded(written));
    }

    boolean isAll() {
        return equals(ALL);
    }

    /** What the log itself looks for; the rest is looked at in what it finds. */
    EventFilter filter() {
        EventFilter filter = EventFilter.ALL.withNodes(nodes).withKinds(groups.stream().map(EventQuery::word).collect(Collectors.toSet()));
        return session.map(filter::withSession).orElse(filter);
    }

    boolean matches(TimedEvent event, EventWords words) {
        if (alarms && Alarm.of(event).isEmpty()) return false;
        if (text.isEmpty()) return true;
        return event.type().contains(text) || has(words.sentence(event.event())) || has(recorded(event.event()));
    }

    private boolean has(String said) {
        return said.toLowerCase(Locale.ROOT).contains(text);
    }

    private static String recorded(NodeEvent event) {
        return event.toString();
    }

    static String word(Marks.Group group) {
        return group.name().toLowerCase(Locale.ROOT);
    }
}
