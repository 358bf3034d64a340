package discedge.experiment.bench.handover;

import discedge.engine.EngineInfo;
import discedge.experiment.bench.NodeFigures;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What {@code bench handover} measured; times in milliseconds, by the client's clock.
 *
 * @param policy by which contexts were evaluated ahead
 * @param think between two turns of a session that roams
 * @param chunkMs what 64 ids of evaluating ahead take: one step, or several shorter ones
 * @param delay of a link while engines compute
 */
public record HandoverFigures(EngineInfo engine, String policy, int threads, Duration think, double chunkMs, List<Round> rounds, Beside beside, Delay delay,
                              NodeFigures.Machine machine) {
    public HandoverFigures {
        rounds = List.copyOf(rounds);
    }

    /**
     * One sample of each kind: time to the first token.
     *
     * @param contextIds ids of the session's context at the roam
     * @param cachedIds of the prompt after the roam, ids that were in the next node's cache
     * @param stay at the node where the session always was
     * @param prewarm at the other node, where the context was evaluated ahead if the policy wanted it
     * @param cold at a node that holds nothing of a session of the same length
     * @param raw as {@code stay}, with the session's context kept as text
     */
    public record Round(int contextIds, int cachedIds, double stay, double prewarm, double cold, double raw) {
        String words() {
            return String.format(Locale.ROOT, "context %,d ids; first token staying %.0f ms, roamed %.0f ms (%,d ids cached), cold %,.0f ms", contextIds, stay, prewarm, cachedIds, cold);
        }
    }

    /** A turn of the other client. */
    public record ChatTurn(double firstToken, double[] gaps) {}

    /**
     * The other client's turns.
     *
     * @param evaluated ids evaluated ahead beside those {@code on}
     */
    public record Beside(List<ChatTurn> off, List<ChatTurn> on, long evaluated) {
        public Beside {
            off = List.copyOf(off);
            on = List.copyOf(on);
        }

        Ratio ratio(ToDoubleFunction<ChatTurn[]> figure) {
            return Ratio.of(on.toArray(ChatTurn[]::new), off.toArray(ChatTurn[]::new), figure);
        }
    }

    /**
     * One-way delays of a link, each measured.
     *
     * @param set what it was set to
     * @param idle while no engine computed; {@code busy} while all did
     */
    public record Delay(double set, double[] idle, double[] busy) {}

    static double firstTokenP95(ChatTurn[] turns) {
        return Ratio.p95(Stream.of(turns).mapToDouble(ChatTurn::firstToken).toArray());
    }

    static double gapP95(ChatTurn[] turns) {
        return Ratio.p95(Stream.of(turns).flatMapToDouble(turn -> java.util.stream.DoubleStream.of(turn.gaps)).toArray());
    }

    double[] all(ToDoubleFunction<Round> kind) {
        return rounds.stream().mapToDouble(kind).toArray();
    }

    double median(ToDoubleFunction<Round> kind) {
        return Ratio.median(all(kind));
    }

    public Ratio prewarmOverStay() {
        return Ratio.ofMedians(all(Round::prewarm), all(Round::stay));
    }

    public Ratio coldOverPrewarm() {
        return Ratio.ofMedians(all(Round::cold), all(Round::prewarm));
    }

    public Ratio rawOverTokenized() {
        return Ratio.ofMedians(all(Round::raw), all(Round::stay));
    }

    public Ratio foregroundFirstToken() {
        return beside.ratio(HandoverFigures::firstTokenP95);
    }

    public Ratio tokenGap() {
        return beside.ratio(HandoverFigures::gapP95);
    }
}
