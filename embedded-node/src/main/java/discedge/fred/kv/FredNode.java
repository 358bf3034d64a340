package discedge.fred.kv;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One node of FReD, without threads, sockets, disk or clock: calls and arrived records go in, {@linkplain #drain effects} come
 * out. A call that writes is answered when its records are kept. One caller at a time.
 */
public final class FredNode {
    static final Pattern NAME = Pattern.compile("^[a-zA-Z0-9]+$");
    private static final FredReply DONE = new FredReply.Done();

    private final String node;
    private final FredState state = new FredState();
    /** By keygroup, then trigger. Of this node only, and gone when it ends, as FReD's are. */
    private final Map<String, Map<String, String>> triggers = new HashMap<>();
    private final List<FredEffect> effects = new ArrayList<>();
    /** By token, so in the order of the calls. */
    private final TreeMap<Long, Pending> pending = new TreeMap<>();
    /** The stamps of values that are not kept yet. */
    private final Set<Stamp> unkept = new HashSet<>();
    private long nextToken = 1;

    /** A call whose records are on their way to be kept. */
    private static final class Pending {
        final long call;
        final FredReply reply;
        final List<FredRecord> records;
        final List<FredRecord> voided;
        int waiting;

        Pending(long call, FredReply reply, List<FredRecord> records, List<FredRecord> voided) {
            this.call = call;
            this.reply = reply;
            this.records = records;
            this.voided = voided;
            this.waiting = records.size();
        }
    }

    /** What a call does: its records and its answer. */
    private record Outcome(List<FredRecord> records, FredReply reply) {
        static Outcome of(FredReply reply) {
            return new Outcome(List.of(), reply);
        }
    }

    /** @param node its name in the cluster */
    public FredNode(String node) {
        this.node = node;
    }

    /** Says where this node's FReD port is; once, when that is known. */
    public void advertise(String host, Instant now) {
        if (state.host(node).filter(host::equals).isEmpty()) write(0, new Outcome(List.of(new FredRecord.Node(stamp(now), node, host)), DONE));
    }

    // ---- records

    /** Under which keys an item's versions are kept, tombstones too. */
    public List<String> keysOf(String keygroup, String id) {
        return state.keygroup(keygroup).stream().flatMap(known -> known.versions(id).stream()).map(FredRecordCodec::key).toList();
    }

    /** The same of all items from an id on, as long as their ids begin with {@code prefix}. */
    public List<String> keysFrom(String keygroup, String id, String prefix) {
        var keys = new ArrayList<String>();
        for (Keygroup known : state.keygroup(keygroup).stream().toList()) {
            for (List<FredRecord.Value> versions : known.from(id)) {
                if (versions.stream().noneMatch(version -> version.id().startsWith(prefix))) break;
                versions.forEach(version -> keys.add(FredRecordCodec.key(version)));
            }
        }
        return keys;
    }

    /** A record that another node wrote, or that was kept before this start. @throws IllegalArgumentException if it is none */
    public void arrived(byte[] value, boolean tellTriggers) {
        FredRecord record = FredRecordCodec.decode(value);
        List<FredRecord> voided = state.take(record);
        erase(voided);
        if (tellTriggers && !voided.contains(record)) tell(record);
    }

    public void written(long token) {
        Pending done = pending.remove(token);
        if (done == null || --done.waiting > 0) return;
        done.records.forEach(record -> unkept.remove(record.stamp()));
        done.records.forEach(this::tell);
        erase(done.voided);
        if (done.call != 0) effects.add(new FredEffect.Reply(done.call, done.reply));
    }

    /** The record was not kept: the call fails, and items are as they were before it. */
    public void writeFailed(long token) {
        Pending failed = pending.remove(token);
        if (failed == null) return;
        pending.values().removeIf(other -> other == failed);
        failed.records.forEach(record -> unkept.remove(record.stamp()));
        failed.records.reversed().forEach(state::drop);
        failed.voided.stream().filter(FredRecord.Value.class::isInstance).forEach(state::take);
        if (failed.call != 0) effects.add(new FredEffect.Reply(failed.call, FredReply.Refusal.of("error updating item")));
    }

    private void write(long call, Outcome outcome) {
        if (outcome.records.isEmpty()) {
            effects.add(new FredEffect.Reply(call, outcome.reply));
            return;
        }
        var voided = new ArrayList<FredRecord>();
        // In view at once, so that the next compare-and-set sees it; answered when it is kept.
        for (FredRecord record : outcome.records) voided.addAll(state.take(record));
        var waiting = new Pending(call, outcome.reply, outcome.records, voided);
        for (FredRecord record : outcome.records) {
            long token = nextToken++;
            pending.put(token, waiting);
            if (record instanceof FredRecord.Value) unkept.add(record.stamp());
            effects.add(new FredEffect.Write(token, FredRecordCodec.key(record), FredRecordCodec.encode(record)));
        }
    }

    private void erase(List<FredRecord> voided) {
        if (!voided.isEmpty()) effects.add(new FredEffect.Erase(voided.stream().map(FredRecordCodec::key).toList()));
    }

    private void tell(FredRecord record) {
        if (!(record instanceof FredRecord.Value value)) return;
        triggers.getOrDefault(value.keygroup(), Map.of()).values().forEach(host -> effects.add(new FredEffect.Tell(host, value.keygroup(), value.id(), value.value())));
    }

    private Stamp stamp(Instant now) {
        return state.latest().next(now.toEpochMilli(), node);
    }

    /** Takes what is to be done, in order. */
    public List<FredEffect> drain() {
        var taken = List.copyOf(effects);
        effects.clear();
        return taken;
    }

    // ---- calls

    /** @param user the certificate's CN */
    public void call(long id, String user, FredCall call, Instant now) {
        call(id, user, call, now, new Reading(node, this::kept));
    }

    /**
     * Answers a read or a scan as another member would.
     *
     * @param has by a record's key, whether that member is known to have it
     */
    public void callAs(String member, Predicate<String> has, long id, String user, FredCall call, Instant now) {
        call(id, user, call, now, new Reading(member, versions -> kept(versions).stream().filter(version -> has.test(FredRecordCodec.key(version))).toList()));
    }

    /** A call that was answered in this node's place, in its turn. */
    public void answered(long id, FredReply reply) {
        effects.add(new FredEffect.Reply(id, reply));
    }

    private void call(long id, String user, FredCall call, Instant now, Reading reading) {
        try {
            write(id, outcome(user, call, now, reading));
        } catch (FredException e) {
            effects.add(new FredEffect.Reply(id, FredReply.Refusal.of(e.getMessage())));
        }
    }

    private Outcome outcome(String user, FredCall call, Instant now, Reading reading) throws FredException {
        return switch (call) {
            case FredCall.CreateKeygroup create -> create(user, create, now);
            case FredCall.DeleteKeygroup(String name) -> {
                Keygroup keygroup = allowed(user, Role.CONFIGURE_KEYGROUPS, name, "user %s cannot delete keygroup %s");
                yield new Outcome(List.of(new FredRecord.Keygroup(stamp(now), name, false, keygroup.mutable())), DONE);
            }
            case FredCall.Read read -> Outcome.of(reading.read(allowed(user, Role.READ_KEYGROUP, read.keygroup(), "user %s cannot read from keygroup %s"), read, now));
            case FredCall.Scan scan -> Outcome.of(reading.scan(allowed(user, Role.READ_KEYGROUP, scan.keygroup(), "user %s cannot read from keygroup %s"), scan, now));
            case FredCall.Update update -> update(user, update, now);
            case FredCall.Append append -> append(user, append, now);
            case FredCall.Delete delete -> delete(user, delete, now);
            case FredCall.AddReplica add -> addReplica(user, add, now);
            case FredCall.RemoveReplica remove -> removeReplica(user, remove, now);
            case FredCall.GetKeygroupInfo(String name) -> {
                Keygroup keygroup = allowed(user, Role.CONFIGURE_REPLICA, name, "user %s cannot get replica for keygroup %s");
                yield Outcome.of(new FredReply.Info(keygroup.mutable(), keygroup.members(), state.hosts()));
            }
            case FredCall.GetReplica(String wanted) -> Outcome.of(new FredReply.Hosts(Map.of(wanted, state.host(wanted)
                    .orElseThrow(() -> new FredException("no such node with nodeId=" + wanted)))));
            case FredCall.GetAllReplica _ -> Outcome.of(new FredReply.Hosts(state.hosts()));
            case FredCall.GetKeygroupTriggers(String name) -> {
                allowed(user, Role.CONFIGURE_TRIGGER, name, "user %s cannot get triggers for keygroup %s");
                yield Outcome.of(new FredReply.Hosts(Map.copyOf(triggers.getOrDefault(name, Map.of()))));
            }
            case FredCall.AddTrigger(String name, String trigger, String host) -> {
                allowed(user, Role.CONFIGURE_TRIGGER, name, "user %s cannot add trigger to keygroup %s");
                triggers.computeIfAbsent(name, _ -> new LinkedHashMap<>()).put(trigger, host);
                yield Outcome.of(DONE);
            }
            case FredCall.RemoveTrigger(String name, String trigger) -> {
                allowed(user, Role.CONFIGURE_TRIGGER, name, "user %s cannot remove triggers from keygroup %s");
                triggers.getOrDefault(name, new HashMap<>()).remove(trigger);
                yield Outcome.of(DONE);
            }
            case FredCall.AddUser(String other, String name, Role role) -> grant(user, other, name, role, true, now);
            case FredCall.RemoveUser(String other, String name, Role role) -> grant(user, other, name, role, false, now);
        };
    }

    /** A keygroup that is unknown and one that is forbidden are refused alike. */
    private Keygroup allowed(String user, Role role, String name, String refusal) throws FredException {
        Keygroup keygroup = state.keygroup(name).filter(known -> known.allows(user, role)).orElse(null);
        if (keygroup == null) throw new FredException(refusal.formatted(user, name));
        return keygroup;
    }

    private Outcome create(String user, FredCall.CreateKeygroup call, Instant now) throws FredException {
        // FReD writes an illegal name to its naming service before it looks at it; here it is looked at first.
        if (!NAME.matcher(call.keygroup()).matches() || state.keygroup(call.keygroup()).filter(Keygroup::isWhole).isPresent()) throw new FredException("error creating keygroup");
        Stamp generation = stamp(now);
        var records = new ArrayList<FredRecord>();
        records.add(new FredRecord.Keygroup(generation, call.keygroup(), true, call.mutable()));
        Stamp last = generation.next(now.toEpochMilli(), node);
        records.add(new FredRecord.Member(last, call.keygroup(), generation, node, true, call.expiry()));
        for (Role role : Role.values()) {
            last = last.next(now.toEpochMilli(), node);
            records.add(new FredRecord.Grant(last, call.keygroup(), generation, user, role, true));
        }
        return new Outcome(records, DONE);
    }

    private Outcome grant(String user, String other, String name, Role role, boolean granted, Instant now) throws FredException {
        Keygroup keygroup = allowed(user, Role.CONFIGURE_KEYGROUPS, name, granted ? "user %s cannot add user permissions to keygroup %s"
                : "user %s cannot remove user permissions to keygroup %s");
        if (keygroup.allows(other, role) == granted) return Outcome.of(DONE);
        return new Outcome(List.of(new FredRecord.Grant(stamp(now), name, keygroup.generation(), other, role, granted)), DONE);
    }

    private Outcome addReplica(String user, FredCall.AddReplica call, Instant now) throws FredException {
        Keygroup keygroup = allowed(user, Role.CONFIGURE_REPLICA, call.keygroup(), "user %s cannot add replica to keygroup %s");
        if (state.host(call.node()).isEmpty() || keygroup.isMember(call.node())) throw new FredException("error adding replica");
        return new Outcome(List.of(new FredRecord.Member(stamp(now), call.keygroup(), keygroup.generation(), call.node(), true, call.expiry())), DONE);
    }

    private Outcome removeReplica(String user, FredCall.RemoveReplica call, Instant now) throws FredException {
        Keygroup keygroup = allowed(user, Role.CONFIGURE_REPLICA, call.keygroup(), "user %s cannot remove replica of keygroup %s");
        if (!keygroup.isMember(call.node()) || keygroup.members().size() == 1) throw new FredException("error removing replica");
        return new Outcome(List.of(new FredRecord.Member(stamp(now), call.keygroup(), keygroup.generation(), call.node(), false, Duration.ZERO)), DONE);
    }

    // ---- items

    /** As it can be read: what is not kept yet may still be lost, and until then what it replaces counts. */
    private List<FredRecord.Value> kept(List<FredRecord.Value> versions) {
        if (unkept.isEmpty() || versions.stream().noneMatch(version -> unkept.contains(version.stamp()))) return versions;
        var shown = new ArrayList<>(versions);
        for (Pending waiting : pending.descendingMap().values())
            if (shown.removeAll(waiting.records)) waiting.voided.stream().filter(FredRecord.Value.class::isInstance).map(FredRecord.Value.class::cast).forEach(shown::add);
        return shown;
    }

    private Outcome update(String user, FredCall.Update call, Instant now) throws FredException {
        Keygroup keygroup = writable(user, call.keygroup(), call.id(), "user %s cannot update in keygroup %s");
        if (call.value().isEmpty()) throw new FredException("error updating item");
        List<FredRecord.Value> known = keygroup.versions(call.id());
        boolean covered = call.versions().isEmpty() || known.stream().allMatch(version -> call.versions().stream().anyMatch(given -> given.covers(version.clock())));
        if (!covered) throw new FredException("error updating item");
        return put(keygroup, call.id(), call.value(), merged(call.versions().isEmpty() ? known.stream().map(FredRecord.Value::clock).toList() : call.versions()), now);
    }

    private Outcome delete(String user, FredCall.Delete call, Instant now) throws FredException {
        Keygroup keygroup = writable(user, call.keygroup(), call.id(), "user %s cannot delete keygroup %s");
        List<FredRecord.Value> known = keygroup.versions(call.id());
        if (known.stream().allMatch(version -> keygroup.isExpired(version, node, now))) throw new FredException("item does not exist so it cannot be deleted");
        boolean older = call.versions().stream().anyMatch(given -> known.stream().anyMatch(version -> version.clock().covers(given) && !version.clock().equals(given)));
        if (older) throw new FredException("error updating item");
        return put(keygroup, call.id(), "", merged(call.versions().isEmpty() ? known.stream().map(FredRecord.Value::clock).toList() : call.versions()), now);
    }

    private Outcome append(String user, FredCall.Append call, Instant now) throws FredException {
        Keygroup keygroup = allowed(user, Role.WRITE_KEYGROUP, call.keygroup(), "user %s cannot update in keygroup %s");
        String id = Long.toUnsignedString(call.id());
        if (keygroup.mutable()) throw new FredException("cannot append %s to mutable keygroup".formatted(id));
        if (!keygroup.isMember(node) || call.value().isEmpty() || !keygroup.versions(id).isEmpty()) throw new FredException("error updating item");
        return new Outcome(List.of(new FredRecord.Value(stamp(now), call.keygroup(), keygroup.generation(), id, call.value(), VectorClock.NONE)),
                new FredReply.Written(id, VectorClock.NONE));
    }

    private Keygroup writable(String user, String name, String id, String refusal) throws FredException {
        Keygroup keygroup = allowed(user, Role.WRITE_KEYGROUP, name, refusal);
        if (!keygroup.mutable()) throw new FredException("cannot update item %s because keygroup is immutable".formatted(id));
        if (!NAME.matcher(id).matches() || !keygroup.isMember(node)) throw new FredException("error updating item");
        return keygroup;
    }

    private Outcome put(Keygroup keygroup, String id, String value, VectorClock seen, Instant now) {
        VectorClock clock = seen.tick(node);
        return new Outcome(List.of(new FredRecord.Value(stamp(now), keygroup.name(), keygroup.generation(), id, value, clock)), new FredReply.Written(id, clock));
    }

    private static VectorClock merged(List<VectorClock> clocks) {
        return clocks.stream().reduce(VectorClock.NONE, VectorClock::merge);
    }
}
