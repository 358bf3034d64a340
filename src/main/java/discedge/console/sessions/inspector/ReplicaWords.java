package discedge.console.sessions.inspector;

import discedge.console.kit.Names;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.sessions.state.Replica;
import discedge.timeline.world.RecordState;
import discedge.timeline.world.SessionState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What a person must know of a session's replicas, in sentences: whether they are equal, who lacks what, forks with their heads, gaps. */
final class ReplicaWords {
    private ReplicaWords() {}

    static String of(SessionState session, List<ReplicaLine> lines) {
        if (session.flags().deleted()) return Words.of("sessions.replicas.deleted");
        if (session.expired()) return Words.of("sessions.replicas.expired");
        List<ReplicaLine> holding = lines.stream().filter(line -> line.replica().head().isPresent()).toList();
        if (lines.isEmpty() || holding.isEmpty()) return Words.of("sessions.replicas.nowhere");
        var sentences = new ArrayList<String>();
        for (int turn : session.flags().forkedTurns()) sentences.add(fork(session, holding, turn));
        if (lines.stream().allMatch(line -> line.replica().behind() == 0 && line.replica().state() != Replica.State.FORKED && line.gap().isEmpty())) {
            var head = holding.getFirst().replica().head().orElseThrow();
            sentences.add(Words.of("sessions.replicas.equal", holding.size(), Units.count(head.turn()), Names.of(head.hash())));
        }
        for (ReplicaLine line : lines) behind(line, sentences);
        return String.join(" ", sentences);
    }

    private static void behind(ReplicaLine line, List<String> sentences) {
        Replica replica = line.replica();
        String from = line.differs().isPresent() ? Units.count(line.differs().getAsInt()) : Units.NONE;
        switch (replica.state()) {
            case BEHIND -> sentences.add(Words.of("sessions.replicas.behind", replica.node(), turns(replica.behind()), from));
            case STUCK -> sentences.add(Words.of("sessions.replicas.stuck", replica.node(), turns(replica.behind()), from));
            case FORKED -> sentences.add(Words.of("sessions.replicas.other", replica.node(), from));
            case DOWN -> sentences.add(Words.of("sessions.replicas.down", replica.node()));
            case COMPLETE, NOTHING -> { }
        }
        if (!line.gap().isEmpty()) sentences.add(Words.of("sessions.replicas.gap", replica.node(), String.join(", ", line.gap().stream().map(turn -> Units.count(turn)).toList())));
    }

    private static String turns(int count) {
        return Words.of(count == 1 ? "sessions.turn" : "sessions.turns", Units.count(count));
    }

    /** {@code Turn 4 was written twice: 7fd2ab13 by A, 91ce04aa by B. Heads: A and C 7fd2ab13 (turn 4), B 91ce04aa (turn 4).} */
    private static String fork(SessionState session, List<ReplicaLine> holding, int turn) {
        String records = session.records().values().stream().filter(record -> record.turn() == turn).sorted(Comparator.comparing(RecordState::name))
                .map(record -> Words.of("sessions.replicas.record", record.hash().map(Names::of).orElse(record.name().substring(7)), record.origin())).collect(Collectors.joining(", "));
        String heads = holding.stream().map(line -> Words.of("sessions.replicas.head", line.replica().node(), line.hash(), line.turn())).collect(Collectors.joining(", "));
        return Words.of("sessions.replicas.fork", Units.count(turn), records, heads);
    }
}
