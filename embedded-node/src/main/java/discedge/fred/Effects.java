package discedge.fred;

import discedge.event.NodeEvent;
import java.util.ArrayList;
import java.util.List;

/** What the replica wants done, in order, until the driver takes it. */
final class Effects {
    private List<StoreEffect> list = new ArrayList<>();

    void add(StoreEffect effect) {
        list.add(effect);
    }

    void send(Link link, PeerMessage message) {
        add(new StoreEffect.Send(link.id(), message));
    }

    void emit(NodeEvent event) {
        add(new StoreEffect.Emit(event));
    }

    /** Takes back what has failed before the driver saw it. */
    void withdrawAppends(long from) {
        list.removeIf(effect -> effect instanceof StoreEffect.Append append && append.position() >= from);
    }

    List<StoreEffect> take() {
        List<StoreEffect> taken = list;
        list = new ArrayList<>();
        return taken;
    }
}
