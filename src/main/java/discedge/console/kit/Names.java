package discedge.console.kit;

import discedge.session.SessionId;
import discedge.session.TurnHash;

/** Names that are too long to read, in the short form that all screens share. */
public final class Names {
    private static final int SESSION = 3;
    private static final int HASH = 8;

    private Names() {}

    /** {@code s-41c}: enough for a person to tell a handful apart; copy gives the whole. */
    public static String of(SessionId session) {
        return "s-" + session.value().substring(0, SESSION);
    }

    /** The eight characters that store keys have, too. */
    public static String of(TurnHash hash) {
        return hash.toString().substring(0, HASH);
    }
}
