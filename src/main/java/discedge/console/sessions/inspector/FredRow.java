package discedge.console.sessions.inspector;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.fred.store.KeptItem;
import discedge.session.RecordKey;
import discedge.session.SessionId;
import discedge.timeline.world.FredState;
import discedge.timeline.world.NodeState;
import discedge.timeline.world.RecordState;
import discedge.timeline.world.SessionState;
import discedge.timeline.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One version of one record at one node's FReD, in words.
 *
 * @param key without the session, with which all its keys begin
 * @param member the FReD node beside the node
 * @param version by FReD node, how many writes it has seen
 */
record FredRow(int turn, String key, String node, String member, String version, String origin, String bytes, String note, boolean deleted) {
    private static final Comparator<FredRow> ORDER = Comparator.comparingInt(FredRow::turn).thenComparing(FredRow::key).thenComparing(FredRow::node);

    /** As FReD says now. */
    static List<FredRow> of(World world, Map<String, FredAsking.Said> said) {
        var rows = new ArrayList<FredRow>();
        said.forEach((node, its) -> {
            Map<String, Long> versions = its.items().stream().collect(Collectors.groupingBy(KeptItem::key, Collectors.counting()));
            for (KeptItem item : its.items()) {
                String note = item.deleted() ? Words.of("fred.note.deleted") : versions.get(item.key()) > 1 ? Words.of("fred.note.sibling") : lacking(item.key(), said);
                rows.add(new FredRow(turnOf(item.key()), item.key().substring(SessionId.LENGTH), node, member(world, node), version(item),
                        item.origin().isEmpty() ? Units.NONE : item.origin(), item.deleted() ? Units.NONE : Units.bytes(item.bytes()), note, item.deleted()));
            }
        });
        rows.sort(ORDER);
        return rows;
    }

    /** As the log says at the cursor: it tells which records were where, not with what version. */
    static List<FredRow> of(World world, SessionState session, List<String> nodes) {
        var rows = new ArrayList<FredRow>();
        for (RecordState record : session.records().values()) for (String node : nodes)
            if (world.holds(record, node)) rows.add(new FredRow(record.turn(), record.name(), node, member(world, node), Units.NONE, record.origin(), Units.bytes(record.bytes()), "", false));
        rows.sort(ORDER);
        return rows;
    }

    /** Which nodes that could be read do not have it. */
    private static String lacking(String key, Map<String, FredAsking.Said> said) {
        String without = said.entrySet().stream().filter(each -> each.getValue().why().isEmpty() && each.getValue().items().stream().noneMatch(item -> item.key().equals(key)))
                .map(Map.Entry::getKey).collect(Collectors.joining(", "));
        return without.isEmpty() ? "" : Words.of("fred.note.lacking", without);
    }

    private static int turnOf(String key) {
        return RecordKey.parse(key).orElse(null) instanceof RecordKey.Turn turn ? turn.turn() : 0;
    }

    private static String member(World world, String node) {
        return world.node(node).flatMap(NodeState::fred).map(FredState::fredNode).filter(name -> !name.isEmpty()).orElse(Units.NONE);
    }

    private static String version(KeptItem item) {
        return item.version().counts().entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue()).collect(Collectors.joining(", "));
    }

    String turnText() {
        return turn == 0 ? Units.NONE : Units.count(turn);
    }
}
