package discedge.console.model;

import discedge.session.SessionId;
import discedge.timeline.world.ClientState;
import discedge.timeline.world.SessionState;
import discedge.timeline.world.World;
import java.time.Duration;
import java.util.Optional;

/**
 * What is shown: the world at the cursor, and what the person has chosen in it.
 *
 * @param live the cursor follows; otherwise it is held and acting is off
 * @param playing a held cursor moves
 * @param behind how far the cursor is behind the newest event
 * @param client that is followed; empty if none
 * @param session that is followed; empty if none
 * @param turn that the waterfall shows; empty = the newest
 * @param event that was picked out of the log; empty if none
 * @param acts a person's doings have an effect now: live, and on nodes that can be acted on
 */
public record Frame(World world, boolean live, boolean playing, double speed, Duration behind, Optional<String> client, Optional<SessionId> session,
                    Optional<Integer> turn, Optional<Long> event, boolean acts) {
    /** The followed session, as far as the log knows it here. */
    public Optional<SessionState> followed() {
        return session.flatMap(world::session);
    }

    public Optional<ClientState> followedClient() {
        return client.flatMap(world::client);
    }
}
