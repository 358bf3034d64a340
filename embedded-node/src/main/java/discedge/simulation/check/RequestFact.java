package discedge.simulation.check;

import discedge.event.TurnEvent;

/** One request at one node, over its whole life. Indexes are −1 and references null where the history has no such event. */
final class RequestFact {
    static final int NEVER = -1;

    final LifeFact life;
    final long number;
    TurnEvent.Received received;
    int receivedAt = NEVER;
    TurnEvent.PromptBuilt prompt;
    int promptAt = NEVER;
    int decodedAt = NEVER;
    RequestFact joined;
    RecordFact record;
    int committedAt = NEVER;
    /** The first Answered or Refused. */
    int endedAt = NEVER;
    int goneAt = NEVER;

    RequestFact(LifeFact life, long number) {
        this.life = life;
        this.number = number;
    }

    boolean clientSide() {
        return received != null && received.mode().equals("client-side");
    }

    boolean strong() {
        return received != null && received.consistency().equals("strong");
    }

    boolean available() {
        return received != null && received.consistency().equals("available");
    }

    /** The record that answers it, its own or that of the request it joined. */
    RecordFact answer() {
        return joined != null ? joined.record : record;
    }

    static boolean happenedBefore(int at, int index) {
        return at != NEVER && at < index;
    }
}
