package discedge.fred;

import discedge.fred.PeerMessage.Want;
import discedge.fred.PeerMessage.WantDone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Questions to all peers for what they have under a prefix, and the collection of the answers. */
final class Fetching {
    private static final class Fetch {
        final long token;
        final String prefix;
        final Instant deadline;
        /** Peers asked, by name, and the link on which the answer comes. */
        final Map<String, Link> waiting = new TreeMap<>();
        final Set<String> asked = new TreeSet<>();
        final Set<String> answered = new TreeSet<>();
        final Set<String> elsewhere = new TreeSet<>();
        int found;
        boolean erased;
        /** What came must be durable, and so in view, up to here. */
        long barrier;

        Fetch(long token, String prefix, Instant deadline) {
            this.token = token;
            this.prefix = prefix;
            this.deadline = deadline;
        }
    }

    private final ReplicaSettings settings;
    private final Links links;
    private final Members members;
    private final Writes writes;
    private final Effects effects;
    private final Map<Long, Fetch> running = new TreeMap<>();
    private long lastId;

    Fetching(ReplicaSettings settings, Links links, Members members, Writes writes, Effects effects) {
        this.settings = settings;
        this.links = links;
        this.members = members;
        this.writes = writes;
        this.effects = effects;
    }

    void fetch(long token, String prefix, Duration timeout, Instant now) {
        var fetch = new Fetch(token, prefix, now.plus(timeout));
        running.put(++lastId, fetch);
        links.toAsk().values().forEach(link -> ask(lastId, fetch, link));
    }

    private void ask(long id, Fetch fetch, Link link) {
        fetch.waiting.put(link.peer(), link);
        fetch.asked.add(link.peer());
        effects.send(link, new Want(id, fetch.prefix));
    }

    void done(Link link, WantDone done) {
        Fetch fetch = running.get(done.id());
        if (fetch == null || !fetch.waiting.remove(link.peer(), link)) return;
        fetch.answered.add(link.peer());
        fetch.found += done.found();
        fetch.erased |= done.erased();
        fetch.barrier = writes.last();
        if (!done.keygroup().isEmpty()) fetch.elsewhere.add(done.keygroup() + " " + done.fingerprint() + " " + link.peer());
    }

    /** A link is gone: its peer is asked once more on another, if there is one. */
    void lost(Link link) {
        for (Map.Entry<Long, Fetch> entry : running.entrySet()) {
            Fetch fetch = entry.getValue();
            if (!fetch.waiting.remove(link.peer(), link)) continue;
            Optional.ofNullable(links.toAsk().get(link.peer())).ifPresent(other -> ask(entry.getKey(), fetch, other));
        }
    }

    /** Hands over what is complete and visible here, or out of time. */
    void settle(Instant now) {
        running.values().removeIf(fetch -> {
            boolean complete = fetch.waiting.isEmpty() && writes.settled() >= fetch.barrier;
            if (!complete && now.isBefore(fetch.deadline)) return false;
            effects.add(new StoreEffect.Fetched(fetch.token, silent(fetch), fetch.found, List.copyOf(fetch.elsewhere), fetch.erased));
            return true;
        });
    }

    private Set<String> silent(Fetch fetch) {
        var silent = new TreeSet<>(fetch.asked);
        for (String address : settings.peers()) silent.add(members.nameOf(address).orElse(address));
        silent.removeAll(fetch.answered);
        return silent;
    }

    Optional<Instant> wake() {
        var deadlines = new ArrayList<Instant>();
        for (Fetch fetch : running.values()) deadlines.add(fetch.deadline);
        return deadlines.stream().min(Instant::compareTo);
    }
}
