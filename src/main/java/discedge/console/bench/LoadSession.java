package discedge.console.bench;

import discedge.session.RecordKey;
import discedge.session.SessionId;
import discedge.session.TurnHash;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** A conversation of the load. */
final class LoadSession {
    /** Of the first session: the one that is followed. */
    static final String CLIENT = "u1";
    final int number;
    final SessionId id;
    final String user;
    final String client;
    /** Where it asks. */
    String node;
    /** The last one committed. */
    int turn;
    /** Ids of all turns so far. */
    int tokens;

    LoadSession(int number, String node, SplittableRandom random) {
        this.number = number;
        this.id = SessionId.ofBits(random.nextLong(), random.nextLong());
        this.user = "u" + (number + 1);
        this.client = number == 0 ? CLIENT : "u" + (number + 1);
        this.node = node;
    }

    TurnHash hash(int turn) {
        return TurnHash.ofBytes(ByteBuffer.allocate(16).putInt(turn * 0x9e3779b9).putInt(number).putLong(turn * 0x9e3779b97f4a7c15L ^ number).array());
    }

    String key(int turn) {
        return new RecordKey.Turn(id, turn, hash(turn).toString().substring(0, 8)).text();
    }
}
