package discedge.console.sessions.inspector;

import discedge.console.model.Frame;
import discedge.console.sessions.state.SessionLine;
import discedge.timeline.world.SessionState;
import java.util.Optional;

/**
 * The session that the inspector's parts show, at the cursor.
 *
 * @param tokens its records and ids as a node holds them; empty where they are not known
 * @param map where turns and messages lie, by the ids or, without them, by what events count
 * @param why there are no ids, in words; empty if there are
 */
record Inspected(Frame frame, SessionLine line, Optional<SessionTokens> tokens, TokenMap map, String why) {
    SessionState session() {
        return line.session();
    }
}
