package discedge.timeline.world;

import discedge.session.TurnHash;
import java.time.Instant;

/**
 * How far a session's log is at a node.
 *
 * @param turn the head's: its chain is complete there
 * @param tokens ids of the whole log
 * @param event id of the event that said so
 */
public record Head(int turn, TurnHash hash, int tokens, Instant time, long event) {}
