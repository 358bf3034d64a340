package discedge.simulation.check;

import discedge.event.NodeEvent;
import discedge.event.TurnEvent;

/**
 * I12, over Received, Answered and Refused of one request number in one life of a node: at most one outcome, none without
 * a request, and in a quiet end one outcome for each, unless its node died or stopped or its client hung up (ClientGone).
 * How long a request takes is not judged: the history's clocks may be wrong.
 */
final class RequestEndRule implements Rule {
    private final Facts facts;
    private final Report report;

    RequestEndRule(Facts facts, Report report) {
        this.facts = facts;
        this.report = report;
    }

    @Override
    public void on(NodeEvent event, int index) {
        if (!(event instanceof TurnEvent turn)) return;
        RequestFact request = facts.request(index);
        if (request == null) return;
        if (turn instanceof TurnEvent.Answered || turn instanceof TurnEvent.Refused) {
            if (request.endedAt != index)
                report.add("I12", index, name(turn) + " ends a second time; it ended at event " + request.endedAt);
            if (request.life.started && !RequestFact.happenedBefore(request.receivedAt, index))
                report.add("I12", index, name(turn) + " ends, and never came in");
        } else if (turn instanceof TurnEvent.Received && request.receivedAt != index) {
            report.add("I12", index, name(turn) + " has the number of another request, of event " + request.receivedAt);
        }
    }

    @Override
    public void end(Ending ending, int size) {
        if (!ending.quiescent()) return;
        for (RequestFact request : facts.requests)
            if (request.received != null && request.endedAt == RequestFact.NEVER && request.goneAt == RequestFact.NEVER
                    && !request.life.over())
                report.add("I12", request.receivedAt, name(request.received) + " never ends");
    }

    private static String name(TurnEvent event) {
        return "request " + event.request() + " for turn " + event.turn() + " at " + event.node();
    }
}
