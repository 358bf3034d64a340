package discedge.fred.kv;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is known of one keygroup. Items stand in FReD's order: by {@code id|}, so that an id that begins another one comes after it. */
final class Keygroup {
    /** What a node makes of its membership. */
    private record Membership(Stamp stamp, boolean present, Duration expiry) {}

    private record Granted(Stamp stamp, boolean granted) {}

    private record UserRole(String user, Role role) {}

    private final String name;
    private FredRecord.Keygroup record;
    private final Map<String, Membership> members = new TreeMap<>();
    private final Map<UserRole, Granted> grants = new HashMap<>();
    private final TreeMap<String, List<FredRecord.Value>> items = new TreeMap<>(Comparator.comparing((String id) -> id + "|"));

    Keygroup(FredRecord.Keygroup record) {
        this.name = record.keygroup();
        this.record = record;
    }

    String name() {
        return name;
    }

    boolean exists() {
        return record.exists();
    }

    boolean mutable() {
        return record.mutable();
    }

    Stamp generation() {
        return record.stamp();
    }

    /** Another life of it begins or this one ends: what was in it is void. @return the values that are void */
    List<FredRecord.Value> become(FredRecord.Keygroup other) {
        if (other.stamp().compareTo(record.stamp()) <= 0) return List.of();
        record = other;
        members.clear();
        grants.clear();
        List<FredRecord.Value> voided = items.values().stream().flatMap(List::stream).toList();
        items.clear();
        return voided;
    }

    boolean isOf(Stamp generation) {
        return exists() && record.stamp().equals(generation);
    }

    // ---- members and roles

    void member(FredRecord.Member seen) {
        Membership known = members.get(seen.node());
        if (known == null || seen.stamp().compareTo(known.stamp) > 0) members.put(seen.node(), new Membership(seen.stamp(), seen.present(), seen.expiry()));
    }

    boolean isMember(String node) {
        Membership known = members.get(node);
        return known != null && known.present;
    }

    /** By name, with how long items live there. */
    Map<String, Duration> members() {
        var present = new TreeMap<String, Duration>();
        members.forEach((node, membership) -> {
            if (membership.present) present.put(node, membership.expiry);
        });
        return present;
    }

    void grant(FredRecord.Grant seen) {
        var key = new UserRole(seen.user(), seen.role());
        Granted known = grants.get(key);
        if (known == null || seen.stamp().compareTo(known.stamp) > 0) grants.put(key, new Granted(seen.stamp(), seen.granted()));
    }

    boolean allows(String user, Role role) {
        Granted known = grants.get(new UserRole(user, role));
        return known != null && known.granted;
    }

    // ---- items

    /** A version that may be new. @return those that are void by it: the ones it covers, or itself */
    List<FredRecord.Value> take(FredRecord.Value seen) {
        List<FredRecord.Value> versions = items.computeIfAbsent(seen.id(), _ -> new ArrayList<>());
        for (FredRecord.Value known : versions) if (known.clock().covers(seen.clock())) return known.equals(seen) ? List.of() : List.of(seen);
        List<FredRecord.Value> covered = versions.stream().filter(known -> seen.clock().covers(known.clock())).toList();
        versions.removeAll(covered);
        versions.add(seen);
        versions.sort(Comparator.comparing(version -> version.clock().counts().toString()));
        return covered;
    }

    /** Forgets a version that could not be kept. */
    void drop(FredRecord.Value version) {
        List<FredRecord.Value> versions = items.get(version.id());
        if (versions != null && versions.remove(version) && versions.isEmpty()) items.remove(version.id());
    }

    /** All versions of an item, tombstones too. */
    List<FredRecord.Value> versions(String id) {
        return items.getOrDefault(id, List.of());
    }

    /** From an id on, in order. */
    Iterable<List<FredRecord.Value>> from(String id) {
        return items.tailMap(id, true).values();
    }

    Optional<Duration> expiryAt(String node) {
        return Optional.ofNullable(members.get(node)).map(Membership::expiry).filter(expiry -> !expiry.isZero());
    }
}
