package discedge.simulation.check;

import discedge.event.NodeEvent;
import java.util.List;

/** All rules over one history, in two passes: first what there is to know of it, then the rules in its order. */
public final class Rules {
    private Rules() {}

    public static List<Violation> judge(List<NodeEvent> history, Ending ending) {
        var report = new Report();
        Facts facts = new FactReader(history, ending).read();
        var replicas = new Replicas(facts);
        Rule[] rules = {
            new ContextRule(facts, report), new ClientRule(facts, report), new TruthRule(facts, report),
            new RetryRule(facts, replicas, report), new CacheRule(report), new DeletionRule(facts, replicas, report), new ExpiryRule(replicas, report),
            new AcknowledgedRule(facts, replicas, report), new ForkRule(facts, replicas, report),
            new ConvergenceRule(facts, replicas, report), new RequestEndRule(facts, report)};
        int index = 0;
        for (NodeEvent event : history) {
            replicas.on(event, index);
            for (Rule rule : rules) rule.on(event, index);
            index++;
        }
        for (Rule rule : rules) rule.end(ending, index);
        return report.violations();
    }
}
