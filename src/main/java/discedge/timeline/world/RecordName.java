package discedge.timeline.world;

import discedge.session.RecordKey;
import discedge.session.SessionId;
import discedge.session.TurnHash;

/**
 * Names of turn records as their store keys have them: {@code t}, the turn in six digits, eight characters of the hash. Read
 * without the checks of {@link RecordKey}, because every item of every replica passes here.
 */
final class RecordName {
    private RecordName() {}

    static boolean isTurn(String key) {
        if (key.length() != RecordKey.LENGTH || key.charAt(SessionId.LENGTH) != 't') return false;
        for (int i = SessionId.LENGTH + 1; i <= SessionId.LENGTH + 6; i++) if (key.charAt(i) < '0' || key.charAt(i) > '9') return false;
        return true;
    }

    static String session(String key) {
        return key.substring(0, SessionId.LENGTH);
    }

    /** Of a turn record's key. */
    static String of(String key) {
        return key.substring(SessionId.LENGTH);
    }

    static String of(int turn, TurnHash hash) {
        String digits = Integer.toString(turn);
        return "t" + "000000".substring(Math.min(6, digits.length())) + digits + hash.toString().substring(0, 8);
    }

    static int turn(String name) {
        return Integer.parseInt(name, 1, 7, 10);
    }
}
