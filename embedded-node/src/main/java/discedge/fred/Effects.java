package discedge.fred;

import discedge.event.NodeEvent;
import java.util.ArrayList;
import java.util.List;

/** What the replica wants done, in order, until the driver takes it. */
final class Effects {
    private List<ReplicaEffect> list = new ArrayList<>();

    void add(ReplicaEffect effect) {
        list.add(effect);
    }

    void send(Link link, PeerMessage message) {
        add(new ReplicaEffect.Send(link.id(), message));
    }

    void emit(NodeEvent event) {
        add(new ReplicaEffect.Emit(event));
    }

    /** Takes back what has failed before the driver saw it. */
    void withdrawAppends(long from) {
        list.removeIf(effect -> effect instanceof ReplicaEffect.Append append && append.position() >= from);
    }

    List<ReplicaEffect> take() {
        List<ReplicaEffect> taken = list;
        list = new ArrayList<>();
        return taken;
    }
}
