package discedge.simulation.check;

import discedge.event.ClientEvent;
import discedge.event.NodeEvent;
import discedge.event.TurnEvent;
import java.util.List;

/**
 * I9 from the prompt to the client: Committed comes after its request's PromptBuilt; {@code missing} is the same list in that
 * PromptBuilt, in Committed, in every Answered with the record's hash, replays too, and in the client's Acknowledged;
 * {@code leftOut} in PromptBuilt and Committed; {@code stale} says whether {@code missing} is not empty.
 * {@link ContextRule} judges whether the prompt's list is true.
 */
final class TruthRule implements Rule {
    private final Facts facts;
    private final Report report;

    TruthRule(Facts facts, Report report) {
        this.facts = facts;
        this.report = report;
    }

    @Override
    public void on(NodeEvent event, int index) {
        if (event instanceof TurnEvent.Committed c) committed(c, index);
        else if (event instanceof TurnEvent.Answered a) {
            stale(a.node(), a.turn(), a.stale(), a.missing(), index);
            a.hash().ifPresent(hash -> same(a.node(), facts.record(hash), a.missing(), index));
        } else if (event instanceof ClientEvent.Acknowledged a) {
            stale(a.client(), a.turn(), a.stale(), a.missing(), index);
            a.hash().ifPresent(hash -> same(a.client(), facts.record(hash), a.missing(), index));
        }
    }

    private void committed(TurnEvent.Committed c, int index) {
        RequestFact request = facts.request(index);
        if (request == null) return;
        if (!RequestFact.happenedBefore(request.promptAt, index)) {
            if (request.life.started) report.add("I9", index, c.node() + " commits turn " + c.turn() + " and does not say over what");
            return;
        }
        if (!request.prompt.missing().equals(c.missing()))
            report.add("I9", index, "the record of turn " + c.turn() + " says missing " + c.missing() + ", its prompt was built without "
                    + request.prompt.missing());
        if (!request.prompt.leftOut().equals(c.leftOut()))
            report.add("I9", index, "the record of turn " + c.turn() + " says left out " + c.leftOut() + ", its prompt left out "
                    + request.prompt.leftOut());
    }

    private void stale(String who, int turn, boolean stale, List<Integer> missing, int index) {
        if (stale == missing.isEmpty())
            report.add("I9", index, "turn " + turn + " at " + who + " is called " + (stale ? "stale" : "fresh") + " with missing "
                    + missing);
    }

    private void same(String who, RecordFact record, List<Integer> missing, int index) {
        if (record != null && record.missing() != null && !record.missing().equals(missing))
            report.add("I9", index, "the answer of " + record + " at " + who + " says missing " + missing + "; it had not seen "
                    + record.missing());
    }
}
