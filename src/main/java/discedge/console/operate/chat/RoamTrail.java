package discedge.console.operate.chat;

import discedge.session.SessionId;
import discedge.timeline.world.Roam;
import discedge.timeline.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The roams of one session out of all there were. Those looked at before are not looked at again while the log only grows: there
 * may be thousands, and a conversation is shown many times a second.
 */
final class RoamTrail {
    private final List<Roam> its = new ArrayList<>();
    private Optional<SessionId> session = Optional.empty();
    private int looked;
    private long last;

    /** In order, up to the world's event. */
    List<Roam> of(World world, SessionId id) {
        List<Roam> all = world.roams();
        boolean grew = session.filter(id::equals).isPresent() && all.size() >= looked && (looked == 0 || all.get(looked - 1).event() == last);
        if (!grew) {
            its.clear();
            looked = 0;
            session = Optional.of(id);
        }
        for (; looked < all.size(); looked++) {
            Roam roam = all.get(looked);
            if (roam.session().filter(id::equals).isPresent() && !roam.from().isEmpty() && !roam.from().equals(roam.to())) its.add(roam);
        }
        last = looked == 0 ? 0 : all.get(looked - 1).event();
        return its;
    }
}
