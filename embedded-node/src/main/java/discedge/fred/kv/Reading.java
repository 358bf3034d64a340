package discedge.fred.kv;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Reads a keygroup's items as a member sees them. */
final class Reading {
    private final String member;
    private final UnaryOperator<List<FredRecord.Value>> seen;

    /** @param seen of an item's versions, those that the member sees */
    Reading(String member, UnaryOperator<List<FredRecord.Value>> seen) {
        this.member = member;
        this.seen = seen;
    }

    FredReply read(Keygroup keygroup, FredCall.Read call, Instant now) throws FredException {
        if (!FredNode.NAME.matcher(call.id()).matches() || !keygroup.isMember(member))
            throw new FredException("error reading item %s from keygroup %s".formatted(call.id(), call.keygroup()));
        List<FredReply.Item> found = seen.apply(keygroup.versions(call.id())).stream().filter(version -> !version.deleted() && !keygroup.isExpired(version, member, now))
                .filter(version -> call.versions().isEmpty() || call.versions().stream().anyMatch(version.clock()::covers))
                .map(version -> new FredReply.Item(version.id(), version.value(), version.clock())).toList();
        if (found.isEmpty()) throw new FredException("item %s not found in keygroup %s".formatted(call.id(), call.keygroup()));
        return new FredReply.Items(found);
    }

    FredReply scan(Keygroup keygroup, FredCall.Scan call, Instant now) throws FredException {
        if (call.count() == 0) throw new FredException("count must be at least 1, got 0");
        boolean startThere = FredNode.NAME.matcher(call.id()).matches() && keygroup.isMember(member)
                && seen.apply(keygroup.versions(call.id())).stream().anyMatch(version -> !keygroup.isExpired(version, member, now));
        if (!startThere) throw new FredException("error scanning %s%s items starting at %s from keygroup %s".formatted(call.keysOnly() ? "keys for " : "",
                Long.toUnsignedString(call.count()), call.id(), call.keygroup()));
        var found = new ArrayList<FredReply.Item>();
        for (List<FredRecord.Value> versions : keygroup.from(call.id())) {
            for (FredRecord.Value version : seen.apply(versions)) {
                if (keygroup.isExpired(version, member, now)) continue;
                found.add(new FredReply.Item(version.id(), call.keysOnly() ? "" : version.value(), version.clock()));
                if (Long.compareUnsigned(found.size(), call.count()) >= 0) return new FredReply.Items(found);
            }
        }
        return new FredReply.Items(found);
    }
}
