package discedge.context;

import java.util.List;

/**
 * Some of a node's sessions, the one written to last first.
 *
 * @param total how many there are of which these are a part
 */
public record SessionPage(List<SessionLook> looks, int total) {
    public SessionPage {
        looks = List.copyOf(looks);
    }
}
