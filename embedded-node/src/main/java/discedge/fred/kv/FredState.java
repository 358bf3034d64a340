package discedge.fred.kv;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What all records say, whatever order they came in. */
final class FredState {
    private final Map<String, FredRecord.Node> nodes = new TreeMap<>();
    private final Map<String, Keygroup> keygroups = new TreeMap<>();
    private Stamp latest = Stamp.NEVER;

    /**
     * Takes a record in.
     *
     * @return records that count no more: superseded by it, or itself if it was superseded before it came
     */
    List<FredRecord> take(FredRecord record) {
        if (record.stamp().compareTo(latest) > 0) latest = record.stamp();
        return switch (record) {
            case FredRecord.Node node -> {
                FredRecord.Node known = nodes.get(node.node());
                if (known != null && known.stamp().compareTo(node.stamp()) >= 0) yield known.equals(node) ? List.of() : List.of(node);
                nodes.put(node.node(), node);
                yield known == null ? List.of() : List.of(known);
            }
            case FredRecord.Keygroup keygroup -> List.copyOf(keygroups.computeIfAbsent(keygroup.keygroup(), Keygroup::new).take(keygroup));
            case FredRecord.Member member -> inKeygroup(member, member.keygroup(), member.generation(), known -> {
                known.member(member);
                return List.of();
            });
            case FredRecord.Grant grant -> inKeygroup(grant, grant.keygroup(), grant.generation(), known -> {
                known.grant(grant);
                return List.of();
            });
            case FredRecord.Value value -> inKeygroup(value, value.keygroup(), value.generation(), known -> List.copyOf(known.take(value)));
        };
    }

    private interface Change {
        List<FredRecord> on(Keygroup keygroup);
    }

    private List<FredRecord> inKeygroup(FredRecord record, String name, Stamp generation, Change change) {
        Keygroup known = keygroups.computeIfAbsent(name, Keygroup::new);
        if (known.isOver(generation)) return record instanceof FredRecord.Value ? List.of(record) : List.of();
        known.seen(generation);
        return change.on(known);
    }

    /** One that exists. */
    Optional<Keygroup> keygroup(String name) {
        return Optional.ofNullable(keygroups.get(name)).filter(Keygroup::exists);
    }

    /** Forgets what could not be kept. */
    void drop(FredRecord record) {
        Optional<String> name = switch (record) {
            case FredRecord.Keygroup keygroup -> Optional.of(keygroup.keygroup());
            case FredRecord.Member member -> Optional.of(member.keygroup());
            case FredRecord.Grant grant -> Optional.of(grant.keygroup());
            case FredRecord.Value value -> Optional.of(value.keygroup());
            case FredRecord.Node _ -> Optional.empty();
        };
        name.map(keygroups::get).ifPresent(keygroup -> keygroup.drop(record));
    }

    Optional<String> host(String node) {
        return Optional.ofNullable(nodes.get(node)).map(FredRecord.Node::host);
    }

    /** Hosts by node. */
    Map<String, String> hosts() {
        var hosts = new TreeMap<String, String>();
        nodes.forEach((name, node) -> hosts.put(name, node.host()));
        return hosts;
    }

    Stamp latest() {
        return latest;
    }
}
