package discedge.fred.kv;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is known of one keygroup. Items stand in FReD's order: by {@code id|}, so that an id that begins another one comes after it.
 *
 * <p>Nodes that have not heard of each other may each create it: then all these creations are one keygroup, and nothing that was
 * written is lost. A deletion ends every creation before it, and what was said of those. So that the order in which records come
 * does not matter, of two records about the same thing the one of the later creation counts, and a record says by itself that
 * what it belongs to was created: the creation may come later or, with the disks that had it, never.
 */
final class Keygroup {
    private record UserRole(String user, Role role) {}

    private final String name;
    /** The creations that no deletion has ended: all that are known of, and of those that came the records. */
    private final TreeSet<Stamp> generations = new TreeSet<>();
    private final TreeMap<Stamp, FredRecord.Keygroup> creations = new TreeMap<>();
    private Stamp deleted = Stamp.NEVER;
    private final Map<String, FredRecord.Member> members = new TreeMap<>();
    private final Map<UserRole, FredRecord.Grant> grants = new HashMap<>();
    private final TreeMap<String, List<FredRecord.Value>> items = new TreeMap<>(Comparator.comparing((String id) -> id + "|"));

    Keygroup(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    boolean exists() {
        return !generations.isEmpty();
    }

    /** With all that its creation writes. Of one that a crash cut short, or of which disks with the rest were lost, nobody could say who may use it. */
    boolean isWhole() {
        return !creations.isEmpty() && !members.isEmpty() && grants.keySet().stream().map(UserRole::role).distinct().count() == Role.values().length;
    }

    /** As its first creation says. */
    boolean mutable() {
        return creations.isEmpty() || creations.firstEntry().getValue().mutable();
    }

    /** What new records belong to: the latest creation. */
    Stamp generation() {
        return generations.last();
    }

    /** It was created, or deleted, with what was in it. @return the values that are void */
    List<FredRecord.Value> take(FredRecord.Keygroup seen) {
        if (isOver(seen.stamp())) return List.of();
        if (seen.exists()) {
            generations.add(seen.stamp());
            creations.put(seen.stamp(), seen);
            return List.of();
        }
        deleted = seen.stamp();
        generations.headSet(deleted, true).clear();
        creations.headMap(deleted, true).clear();
        members.values().removeIf(member -> isOver(member.generation()));
        grants.values().removeIf(grant -> isOver(grant.generation()));
        var voided = new ArrayList<FredRecord.Value>();
        for (List<FredRecord.Value> versions : items.values()) versions.removeIf(version -> isOver(version.generation()) && voided.add(version));
        items.values().removeIf(List::isEmpty);
        return voided;
    }

    /** Something belongs to this creation. */
    void seen(Stamp generation) {
        generations.add(generation);
    }

    /** A deletion has ended it. */
    boolean isOver(Stamp generation) {
        return generation.compareTo(deleted) <= 0;
    }

    private static int compare(Stamp generation, Stamp stamp, Stamp otherGeneration, Stamp otherStamp) {
        int first = generation.compareTo(otherGeneration);
        return first != 0 ? first : stamp.compareTo(otherStamp);
    }

    // ---- members and roles

    void member(FredRecord.Member seen) {
        members.merge(seen.node(), seen, (known, other) -> compare(known.generation(), known.stamp(), other.generation(), other.stamp()) >= 0 ? known : other);
    }

    boolean isMember(String node) {
        FredRecord.Member known = members.get(node);
        return known != null && known.present();
    }

    /** By name, with how long items live there. */
    Map<String, Duration> members() {
        var present = new TreeMap<String, Duration>();
        members.forEach((node, membership) -> {
            if (membership.present()) present.put(node, membership.expiry());
        });
        return present;
    }

    void grant(FredRecord.Grant seen) {
        grants.merge(new UserRole(seen.user(), seen.role()), seen,
                (known, other) -> compare(known.generation(), known.stamp(), other.generation(), other.stamp()) >= 0 ? known : other);
    }

    boolean allows(String user, Role role) {
        FredRecord.Grant known = grants.get(new UserRole(user, role));
        return known != null && known.granted();
    }

    // ---- items

    /** A version that may be new. @return those that are void by it: the ones it covers, or itself */
    List<FredRecord.Value> take(FredRecord.Value seen) {
        List<FredRecord.Value> versions = items.computeIfAbsent(seen.id(), _ -> new ArrayList<>());
        if (versions.contains(seen)) return List.of();
        if (versions.stream().anyMatch(known -> voids(known, seen))) return List.of(seen);
        List<FredRecord.Value> covered = versions.stream().filter(known -> voids(seen, known)).toList();
        versions.removeAll(covered);
        versions.add(seen);
        versions.sort(Comparator.comparing(version -> version.clock().counts().toString()));
        return covered;
    }

    /** A node that lost its memory counts from one again: of equal clocks one version counts, the same everywhere. */
    private static boolean voids(FredRecord.Value one, FredRecord.Value other) {
        if (!one.clock().covers(other.clock()) || one.generation().compareTo(other.generation()) < 0) return false;
        return !one.clock().equals(other.clock()) || compare(one.generation(), one.stamp(), other.generation(), other.stamp()) > 0;
    }

    /** Forgets what could not be kept. */
    void drop(FredRecord record) {
        switch (record) {
            case FredRecord.Value version -> {
                List<FredRecord.Value> versions = items.get(version.id());
                if (versions != null && versions.remove(version) && versions.isEmpty()) items.remove(version.id());
            }
            case FredRecord.Keygroup creation -> {
                generations.remove(creation.stamp());
                creations.remove(creation.stamp());
            }
            case FredRecord.Member member -> members.remove(member.node(), member);
            case FredRecord.Grant grant -> grants.remove(new UserRole(grant.user(), grant.role()), grant);
            case FredRecord.Node _ -> { }
        }
    }

    /** All versions of an item, tombstones too. */
    List<FredRecord.Value> versions(String id) {
        return items.getOrDefault(id, List.of());
    }

    /** From an id on, in order. */
    Iterable<List<FredRecord.Value>> from(String id) {
        return items.tailMap(id, true).values();
    }

    /** At this member it is as if it were not there, until it is written again. */
    boolean isExpired(FredRecord.Value version, String member, Instant now) {
        Optional<Duration> expiry = Optional.ofNullable(members.get(member)).map(FredRecord.Member::expiry).filter(known -> !known.isZero());
        return expiry.filter(known -> version.stamp().millis() + known.toMillis() <= now.toEpochMilli()).isPresent();
    }
}
