package discedge.simulation.check;

import discedge.event.NodeEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.session.SessionId;
import java.util.HashMap;
import java.util.Map;

/**
 * I13, for clocks that differ by less than the grace: when the first node removes a session because it was idle for too long
 * (ReplicaEvent.Expired), no node holds a newer turn, and none goes on with it from then on. Turn 1 may begin it anew: its
 * client never heard that it was there. What the others remove later may be less: they need not have what is removed elsewhere.
 */
final class ExpiryRule implements Rule {
    private final Replicas replicas;
    private final Report report;
    private final Map<SessionId, String> removedAt = new HashMap<>();

    ExpiryRule(Replicas replicas, Report report) {
        this.replicas = replicas;
        this.report = report;
    }

    @Override
    public void on(NodeEvent event, int index) {
        if (event instanceof TurnEvent.Committed e) {
            String remover = e.turn() == 1 ? removedAt.remove(e.session()) : removedAt.get(e.session());
            if (e.turn() > 1 && remover != null) report.add("I13", index, e.node() + " commits turn " + e.turn() + " of " + e.session() + ", which " + remover + " has removed");
        } else if (event instanceof ReplicaEvent.Expired e && removedAt.putIfAbsent(e.session(), e.node()) == null) {
            replicas.all().forEach((node, replica) -> newer(e, node, replica, index));
        }
    }

    private void newer(ReplicaEvent.Expired e, String node, Replicas.Replica replica, int index) {
        Replicas.Copy copy = replica.copies.get(e.session());
        if (copy == null) return;
        for (int turn : copy.turns.keySet())
            if (turn > e.turn()) report.add("I13", index, e.node() + " removes " + e.session() + " at turn " + e.turn() + ", and " + node + " has turn " + turn);
    }
}
