package discedge.simulation.check;

/** A node from one start to its end. */
final class LifeFact {
    final String node;
    final int beganAt;
    /** False where the history does not show the start: then its first events may be missing too. */
    boolean started;
    /** What it holds outlives it. */
    boolean durable;
    /** It says it is durable, whatever becomes of its disk later. */
    boolean writesLog;
    /** Records that were here before may be gone, by what recovery said of the disk. */
    boolean damaged;
    /** Nodes that share a keygroup: the same model and tokenizer. */
    String group = "";
    boolean hasPeers;
    /** The node's first life in this history. */
    boolean first;
    /** Where it was killed or stopped; −1 = it lives at the end. */
    int endedAt = RequestFact.NEVER;

    LifeFact(String node, int beganAt) {
        this.node = node;
        this.beganAt = beganAt;
    }

    /** It was killed or stopped at some point of the history. */
    boolean over() {
        return endedAt != RequestFact.NEVER;
    }

    boolean aliveAt(int index) {
        return !RequestFact.happenedBefore(endedAt, index + 1);
    }
}
