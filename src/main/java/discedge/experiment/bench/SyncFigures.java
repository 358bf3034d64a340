package discedge.experiment.bench;

import discedge.tokens.TokenSequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What replication and requests took, beside the prototype's way and beside a client that carries its context.
 *
 * @param engine the kind of engine that answered: {@code replay}, or {@code simulated} where texts and ids are made up
 * @param model whose ids these are
 * @param turns turn n at index n − 1, with one replica
 * @param replications with one replica, with two, …
 */
public record SyncFigures(String engine, String model, List<Turn> turns, List<Replication> replications) {
    /** Record bytes in percent of the prototype's, at most. */
    public static final double VALUE_LIMIT = 11;
    /** Link bytes per replica in percent of the prototype's, at most. */
    public static final double LINK_LIMIT = 15;
    /** Bytes per id at turn 9 as a multiple of those at turn 2, at most. */
    public static final double GROWTH_LIMIT = 1.3;
    /** Median saving of request bytes in percent, at least. */
    public static final double SAVING_LIMIT = 88;

    /**
     * All in bytes.
     *
     * @param ids that the turn adds
     * @param prototype the whole context as the prototype encodes it
     * @param value the encoded record without its key
     * @param link both ways on the link to the replica, keys, framing and acknowledgements included
     * @param prompt the prompt's text in UTF-8
     * @param request from client to node
     * @param clientSideRequest the same for a client that carries the text
     */
    public record Turn(int turn, int ids, int prototype, int value, long link, int prompt, long request, long clientSideRequest) {
        public double valuePerId() {
            return (double) value / ids;
        }

        /** In percent. */
        double requestSaving() {
            return 100 - 100.0 * request / clientSideRequest;
        }
    }

    /**
     * @param setup bytes that connecting the nodes took, on all links together
     * @param link bytes of all turns, both ways, on all links together
     */
    public record Replication(int replicas, long setup, long link) {
        public double linkPerReplica() {
            return (double) link / replicas;
        }
    }

    public SyncFigures {
        turns = List.copyOf(turns);
        replications = List.copyOf(replications);
    }

    static SyncFigures of(RecordedConversation conversation, List<EdgeSideRun> runs, List<Long> clientSide) {
        var turns = new ArrayList<Turn>();
        var context = TokenSequence.EMPTY;
        for (int i = 0; i < clientSide.size(); i++) {
            EdgeSideRun.Turn played = runs.getFirst().turns().get(i);
            TokenSequence ids = played.content().ids();
            context = TokenSequence.concat(context, ids);
            int prompt = conversation.turns().get(i).prompt().text().getBytes(StandardCharsets.UTF_8).length;
            turns.add(new Turn(i + 1, ids.length(), Prototype.bytes(context, i + 1), played.valueBytes(), played.linkBytes(), prompt,
                    played.requestBytes(), clientSide.get(i)));
        }
        return new SyncFigures(conversation.engine().engine(), conversation.engine().model(), turns,
                runs.stream().map(run -> new Replication(run.replicas(), run.setupBytes(), run.linkBytes())).toList());
    }

    public long prototypeBytes() {
        return turns.stream().mapToLong(Turn::prototype).sum();
    }

    public long valueBytes() {
        return turns.stream().mapToLong(Turn::value).sum();
    }

    public double valuePercent() {
        return 100.0 * valueBytes() / prototypeBytes();
    }

    public double linkPercent(Replication replication) {
        return 100 * replication.linkPerReplica() / prototypeBytes();
    }

    /** Bytes per id at the last turn as a multiple of those at turn 2. */
    public double growth() {
        return turns.getLast().valuePerId() / turns.get(1).valuePerId();
    }

    /** Median over the turns of 1 − ours / client-side, in percent. */
    public double requestSaving() {
        List<Double> sorted = turns.stream().map(Turn::requestSaving).sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
