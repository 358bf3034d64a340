package discedge.console.sessions.inspector;

import discedge.session.Role;
import java.util.Optional;

/**
 * Neighbouring ids of one message, or of the template between two.
 *
 * @param node that wrote the turn
 * @param role empty for the template
 * @param start index of the first id in the session, from 0
 * @param end after the last one
 */
record Stretch(int turn, String node, Optional<Role> role, int start, int end) {
    int length() {
        return end - start;
    }
}
