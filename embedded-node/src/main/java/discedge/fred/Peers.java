package discedge.fred;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What the replica tells of its peers. */
final class Peers {
    private Peers() {}

    static List<PeerView> view(ReplicaSettings settings, Links links, Members members) {
        var rows = new ArrayList<PeerView>();
        var others = new TreeSet<String>();
        members.all().forEach(member -> others.add(member.origin().node()));
        for (String address : settings.peers()) {
            Optional<String> name = members.nameOf(address);
            name.ifPresent(others::remove);
            rows.add(row(settings, links, members, Optional.of(address), name));
        }
        for (String name : others) rows.add(row(settings, links, members, Optional.empty(), Optional.of(name)));
        return rows;
    }

    private static PeerView row(ReplicaSettings settings, Links links, Members members, Optional<String> address, Optional<String> name) {
        Optional<Members.Member> member = name.flatMap(members::named);
        return new PeerView(address, name, address.filter(where -> isLinked(links, where)).isPresent(),
                name.flatMap(links::receivingFrom).isPresent(), member.filter(Members.Member::durable).isPresent(),
                member.map(known -> known.held(settings.origin())).orElse(0L), member.flatMap(Members.Member::roundTrip));
    }

    /** A peer of another model is linked too: it answers questions. */
    static boolean isLinked(Links links, String address) {
        return links.all().stream().anyMatch(link -> link.id().dialled() && link.id().address().equals(address) && link.usable());
    }

    static Standing standing(ReplicaSettings settings, Members members, Optional<StoredItem> item) {
        boolean durablePeer = item.isPresent() && members.all().stream().anyMatch(member -> member.durable() && holds(member, item.get()));
        boolean anyPeer = item.isPresent() && members.all().stream().anyMatch(member -> holds(member, item.get()));
        boolean noneDurable = !settings.durable() && members.all().stream().noneMatch(Members.Member::durable)
                && settings.peers().stream().allMatch(address -> members.nameOf(address).flatMap(members::named).isPresent());
        boolean alone = settings.peers().isEmpty() && members.all().isEmpty();
        return new Standing(item.isPresent(), item.isPresent() && settings.durable(), durablePeer, anyPeer, noneDurable, alone);
    }

    static boolean isAt(ReplicaSettings settings, Optional<Members.Member> peer, StoredItem item) {
        return peer.filter(member -> !item.origin().equals(settings.origin()) || holds(member, item)).isPresent();
    }

    private static boolean holds(Members.Member member, StoredItem item) {
        return member.holds(item.origin(), item.number());
    }
}
