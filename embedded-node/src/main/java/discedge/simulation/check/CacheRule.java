package discedge.simulation.check;

import discedge.event.NodeEvent;
import discedge.event.TurnEvent;

/** I7 in the engine, over Prefilled: ids found in the cache ({@code cachedTokens} &gt; 0) are of the same session ({@code slotOwner}). */
final class CacheRule implements Rule {
    private final Report report;

    CacheRule(Report report) {
        this.report = report;
    }

    @Override
    public void on(NodeEvent event, int index) {
        if (event instanceof TurnEvent.Prefilled p && p.cachedTokens() > 0 && !p.slotOwner().equals(p.session().value()))
            report.add("I7", index, "turn " + p.turn() + " of " + p.session() + " at " + p.node() + " takes " + p.cachedTokens()
                    + " ids from slot "
                    + p.slot() + ", which held " + (p.slotOwner().isEmpty() ? "nothing" : "session " + p.slotOwner()));
    }
}
