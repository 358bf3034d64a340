package discedge.timeline.marks;

import discedge.event.ClientEvent;
import discedge.event.FredEvent;
import discedge.event.LabEvent;
import discedge.event.LifeEvent;
import discedge.event.NodeEvent;
import discedge.event.PeerEvent;
import discedge.event.PrewarmEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.event.WatchEvent;
import discedge.timeline.log.TimedEvent;
import discedge.timeline.world.Alarm;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * An index of the events that stand out, and how many there are of each group, built event by event as the log is folded: who
 * paints a log of a million events looks at none of them. Written by one thread at a time, read by any.
 */
public final class Marks {
    /** What stands out, the most important last: where two stand at one place, that one is seen. */
    public enum Kind {
        /** A caption of a scenario. */
        CAPTION,
        ROAM,
        /** A node started that had run before. */
        RESTART,
        /** A request that a node refused: a 409 and the like. */
        REFUSAL,
        /** Events of a watched node are missing: what the log says of that time is not all. */
        GAP,
        /** A node died, or one that is watched does not answer any more. */
        GONE,
        /** Something that should not be. */
        ALARM
    }

    /** Groups of events, by the sealed interface they belong to; each has a word, as events' types begin with. */
    public enum Group { TURN, REPLICA, PEER, LIFE, CLIENT, LAB, WATCH }

    private final Ids[] marks = new Ids[Kind.values().length];
    private final AtomicLongArray groups = new AtomicLongArray(Group.values().length);
    /** Nodes that have started. Only the writer looks. */
    private final Set<String> started = new HashSet<>();
    /** Watched nodes that do not answer: each further try says so again. */
    private final Set<String> silent = new HashSet<>();

    public Marks() {
        for (int i = 0; i < marks.length; i++) marks[i] = new Ids();
    }

    /** The next event of the log. Each is told once, in order. */
    public void add(TimedEvent seen) {
        Group group = group(seen.event());
        groups.setRelease(group.ordinal(), groups.getPlain(group.ordinal()) + 1);
        switch (seen.event()) {
            case ClientEvent.Roamed roam when !roam.from().isEmpty() -> mark(Kind.ROAM, seen);
            case TurnEvent.Refused _ -> mark(Kind.REFUSAL, seen);
            case LabEvent.Said _ -> mark(Kind.CAPTION, seen);
            case LifeEvent.Killed _ -> mark(Kind.GONE, seen);
            case LifeEvent.Started start -> {
                if (!started.add(start.node())) mark(Kind.RESTART, seen);
            }
            case WatchEvent.Lost lost -> {
                if (silent.add(lost.node())) mark(Kind.GONE, seen);
            }
            case WatchEvent.Gap _ -> mark(Kind.GAP, seen);
            case WatchEvent.Found found -> silent.remove(found.node());
            case NodeEvent _ -> {
                if (Alarm.of(seen).isPresent()) mark(Kind.ALARM, seen);
            }
        }
    }

    private void mark(Kind kind, TimedEvent seen) {
        marks[kind.ordinal()].add(seen.id());
    }

    public static Group group(NodeEvent event) {
        return switch (event) {
            // What is evaluated ahead is part of a turn that is to come.
            case TurnEvent _, PrewarmEvent _ -> Group.TURN;
            // FReD is where the replica is.
            case ReplicaEvent _, FredEvent _ -> Group.REPLICA;
            case PeerEvent _ -> Group.PEER;
            case LifeEvent _ -> Group.LIFE;
            case ClientEvent _ -> Group.CLIENT;
            case LabEvent _ -> Group.LAB;
            case WatchEvent _ -> Group.WATCH;
        };
    }

    /** Ids of the events of this kind, rising. */
    public Ids of(Kind kind) {
        return marks[kind.ordinal()];
    }

    /** Events of this group so far. */
    public long count(Group group) {
        return groups.getAcquire(group.ordinal());
    }
}
