package discedge.experiment.bench;

import discedge.engine.LlmEngine;
import discedge.lab.LabNode;
import discedge.session.ContextMode;
import discedge.session.TurnContent;
import discedge.session.TurnRecord;
import discedge.tokens.TokenSequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A conversation in mode tokenized, consistency strong, one turn after the other without pauses: each begins when all replicas
 * have the one before it.
 *
 * @param replicas nodes beside the one that answers
 * @param setupBytes what connecting the nodes took, on all links together
 * @param turns turn n at index n − 1
 */
record EdgeSideRun(int replicas, long setupBytes, List<Turn> turns) {
    /**
     * @param content what the record holds
     * @param valueBytes the encoded record without its key
     * @param linkBytes TCP payload both ways on all node-to-node links, from this turn's start to the next one's
     * @param requestBytes TCP payload from the client to its node
     */
    record Turn(TurnContent.Ids content, String answer, int valueBytes, long linkBytes, long requestBytes) {}

    static EdgeSideRun play(int replicas, String system, List<String> prompts, Function<LabNode, LlmEngine> engines)
            throws BenchmarkFailedException, InterruptedException, IOException {
        try (var lab = new BenchLab(replicas + 1, ContextMode.TOKENIZED, system, engines)) {
            long setup = lab.setUp();
            var counted = new ArrayList<Counted>();
            for (int turn = 1; turn <= prompts.size(); turn++) {
                String answer = lab.ask(prompts.get(turn - 1)).content();
                lab.awaitLevel();
                if (turn == prompts.size()) lab.settle();
                counted.add(new Counted(answer, lab.recordBytes(turn), lab.linkBytes(), lab.requestBytes()));
            }
            List<TurnContent.Ids> contents = contents(lab, prompts.size());
            var turns = new ArrayList<Turn>();
            for (int i = 0; i < contents.size(); i++) {
                Counted bytes = counted.get(i);
                turns.add(new Turn(contents.get(i), bytes.answer, bytes.value, bytes.link, bytes.request));
            }
            return new EdgeSideRun(replicas, setup, List.copyOf(turns));
        }
    }

    private record Counted(String answer, int value, long link, long request) {}

    /** What the records hold, the same at every node. */
    private static List<TurnContent.Ids> contents(BenchLab lab, int turns) throws BenchmarkFailedException {
        List<TurnRecord> log = lab.log(BenchLab.NODE);
        for (String node : lab.nodes())
            if (!lab.log(node).equals(log)) throw new BenchmarkFailedException(node + " has other records than " + BenchLab.NODE);
        if (log.size() != turns) throw new BenchmarkFailedException("the session has " + log.size() + " turns instead of " + turns);
        return log.stream().map(record -> (TurnContent.Ids) record.content()).toList();
    }

    List<TokenSequence> ids() {
        return turns.stream().map(turn -> turn.content().ids()).toList();
    }

    long linkBytes() {
        return turns.stream().mapToLong(Turn::linkBytes).sum();
    }
}
