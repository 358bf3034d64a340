package discedge.console.events;

import discedge.console.kit.Words;
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
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Every kind of event as a person says it. A new kind does not compile until it has a sentence.
 *
 * @param isNode tells the names of nodes, in which dashes may stand, from those of links
 */
public record EventWords(Predicate<String> isNode) {
    /** Who did it: a node, a client, or the lab. */
    public String who(NodeEvent event) {
        return switch (event) {
            case ClientEvent seen -> seen.client();
            case LabEvent _ -> Words.of("events.lab");
            case TurnEvent seen -> seen.node();
            case ReplicaEvent seen -> seen.node();
            case PeerEvent seen -> seen.node();
            case LifeEvent seen -> seen.node();
            case WatchEvent seen -> seen.node();
            case PrewarmEvent seen -> seen.node();
            case FredEvent seen -> seen.node();
        };
    }

    /** What they did, to go on after {@link #who}: {@code waits for turn 6, has turn 5}. */
    public String phrase(NodeEvent event) {
        return switch (event) {
            case TurnEvent seen -> TurnWords.of(seen);
            case ReplicaEvent seen -> ReplicaWords.of(seen);
            case PeerEvent seen -> NodeWords.of(seen);
            case LifeEvent seen -> NodeWords.of(seen);
            case WatchEvent seen -> NodeWords.of(seen);
            case PrewarmEvent seen -> PrewarmWords.of(seen);
            case FredEvent seen -> FredWords.of(seen);
            case ClientEvent seen -> ClientWords.of(seen);
            case LabEvent seen -> new LabWords(isNode).of(seen);
        };
    }

    /** {@code B waits for turn 6, has turn 5}. A caption is its own text. */
    public String sentence(NodeEvent event) {
        if (event instanceof LabEvent.Said said) return said.text();
        String sentence = who(event) + " " + phrase(event);
        // A node's name stays as it is written.
        return event instanceof LabEvent ? sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1) : sentence;
    }
}
