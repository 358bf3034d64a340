package discedge.lab.remote;

import com.fasterxml.jackson.databind.JsonNode;
import discedge.event.EventSink;
import discedge.event.FredEvent;
import discedge.event.NodeEvent;
import discedge.event.WatchEvent;
import discedge.session.SessionId;
import discedge.session.TurnHash;
import discedge.session.TurnRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Call;
import okhttp3.Response;

/**
 * Watches one node: its events go to the sink as they come, without a gap or with the gap said; when the node is gone it is
 * asked again, less and less often. Costs two threads while it is watched, whatever the node does.
 */
public final class RemoteNode implements AutoCloseable {
    private static final Duration BEAT = Duration.ofSeconds(2);
    /** A stream that lived so long, or brought an event, was one: what ends it is new trouble. */
    private static final Duration STEADY = Duration.ofSeconds(5);
    private static final Duration TO_COME = Duration.ofSeconds(1);
    private static final System.Logger LOG = System.getLogger("discedge");
    /** What a node lists at first; the rest is read as it is looked at. */
    public static final int FIRST_PAGE = 200;

    private final NodeAddress address;
    private final String name;
    private final NodeApi api;
    private final EventSink sink;
    private final InstantSource clock;
    private final ClockOffset offset = new ClockOffset();
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
    private final Rest rest = new Rest();
    private volatile Optional<Call> stream = Optional.empty();
    private volatile Optional<ClockOffset.Estimate> measured = Optional.empty();
    /** Of the ids that were read last; these three on the following thread. */
    private String epoch = "";
    private long seen;
    private Duration retry = Rest.FIRST;

    private RemoteNode(NodeAddress address, String name, NodeApi api, EventSink sink, InstantSource clock) {
        this.address = address;
        this.name = name;
        this.api = api;
        this.sink = sink;
        this.clock = clock;
    }

    /**
     * Begins to watch a node, whether it answers now or not.
     *
     * @param name what it has said it is called, now or at another time: another node at the address is not taken for it
     * @param sink from threads of the watch; does not block
     */
    public static RemoteNode watch(NodeAddress address, String name, NodeApi api, EventSink sink, InstantSource clock) {
        var node = new RemoteNode(address, name, api, sink, clock);
        Thread.ofPlatform().daemon().name("watch " + name).start(node::follow);
        Thread.ofPlatform().daemon().name("beat " + name).start(node::beat);
        return node;
    }

    public String name() {
        return name;
    }

    public NodeAddress address() {
        return address;
    }

    // ---- events

    private void follow() {
        while (!rest.isClosed()) {
            String why;
            try {
                Instant asked = clock.instant();
                long begun = System.nanoTime();
                NodeFacts facts = facts();
                found(facts);
                // Before its events: where they belong in time depends on its clock.
                measured(asked, facts, begun);
                read(facts.epoch());
                why = "the event stream ended";
            } catch (RemoteException e) {
                why = e.getMessage();
            } catch (IOException e) {
                why = NodeApi.words(address, e);
            } catch (RuntimeException e) {
                why = mistake(e);
            }
            if (rest.isClosed()) break;
            emit(new WatchEvent.Lost(clock.instant(), name, address.toString(), why, retry));
            rest.rest(retry);
            retry = Rest.longer(retry);
        }
        emit(new WatchEvent.Left(clock.instant(), name, address.toString()));
    }

    /** Of this program, over something that nobody thought a node could say: the watch goes on as if the node had gone. */
    private String mistake(RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "the watch over " + name + " failed", e);
        return "it said what the watch cannot deal with";
    }

    private void found(NodeFacts facts) throws RemoteException {
        emit(new WatchEvent.Found(clock.instant(), name, address.toString(), facts.epoch(), facts.version(), facts.engine(), facts.model(), facts.fingerprint(),
                facts.profile(), facts.simulated(), facts.window(), facts.durable(), facts.http(), facts.replica(),
                facts.peers().stream().map(NodeFacts.Peer::address).filter(at -> !at.isEmpty()).toList(), facts.sessions()));
        if (!epoch.isEmpty()) return;
        // What was before the watch is not history here: its state is, and the events from now on.
        epoch = facts.epoch();
        seen = facts.lastEvent();
        list("", 0, FIRST_PAGE);
        fred(facts, facts.fred());
    }

    private void fred(NodeFacts facts, List<FredEvent> said) {
        if (!said.isEmpty()) emit(new WatchEvent.Fred(clock.instant(), name, facts.now(), said));
    }

    private NodeFacts facts() throws RemoteException {
        NodeFacts facts = api.facts(address);
        assertSame(facts.node());
        return facts;
    }

    /** Another one may listen at the address by now. */
    private void assertSame(String node) throws RemoteException {
        if (!node.equals(name)) throw new RemoteException(address + " is node " + node + " now, not " + name + ": remove it and add it anew");
    }

    /** @param expected the start of the node that answered just before */
    private void read(String expected) throws IOException, RemoteException {
        Call call = api.events(address, epoch.isEmpty() ? "" : epoch + "-" + seen);
        stream = Optional.of(call);
        if (rest.isClosed()) return;
        try (Response response = call.execute()) {
            if (!response.isSuccessful()) throw new IOException("the event stream was refused: HTTP " + response.code());
            takeAll(new EventLines(response.body().source()), expected);
        } finally {
            stream = Optional.empty();
        }
    }

    private void takeAll(EventLines lines, String expected) throws IOException, RemoteException {
        long begun = System.nanoTime();
        var patience = new Patience(begun);
        boolean well = false;
        try {
            while (!rest.isClosed()) {
                EventLines.Line line = lines.next();
                boolean event = line instanceof EventLines.Line.Event;
                patience.take(event, System.nanoTime());
                take(line, expected);
                well |= event;
            }
        } catch (NonsenseException e) {
            begun = System.nanoTime();
            well = false;
            throw e;
        } finally {
            if (well || System.nanoTime() - begun > STEADY.toNanos()) retry = Rest.FIRST;
        }
    }

    private void take(EventLines.Line line, String expected) throws RemoteException {
        switch (line) {
            case EventLines.Line.Log log -> {
                assertSame(log.node());
                if (!log.epoch().equals(expected)) throw new RemoteException(name + " was started again meanwhile");
                if (log.epoch().equals(epoch)) return;
                epoch = log.epoch();
                seen = 0;
            }
            case EventLines.Line.Gap gap -> {
                emit(new WatchEvent.Gap(clock.instant(), name, gap.from(), gap.to()));
                listAgain();
            }
            case EventLines.Line.Event event -> {
                seen = event.event().id();
                take(event.event().event());
            }
            case EventLines.Line.Unreadable unread -> {
                // Not to be had again.
                seen = Math.max(seen, unread.id());
                say(unread.why());
            }
        }
    }

    private void take(NodeEvent event) {
        // A node speaks for itself only.
        if (!event.node().equals(name)) {
            say("an event of another node, " + event.node());
            return;
        }
        // The log keeps it, and places it where it came.
        if (measured.filter(its -> its.isToCome(event.at(), clock.instant(), TO_COME)).isPresent()) say("an event of " + event.at() + ", which is yet to come");
        sink.emit(event);
    }


    /** Once for each kind of it: a node of a newer version may say the same a thousand times a second. */
    private void say(String why) {
        if (unreadable.size() < 20 && unreadable.add(why.replaceAll("[0-9]+", "#"))) emit(new WatchEvent.Unreadable(clock.instant(), name, why));
    }

    private void emit(NodeEvent event) {
        sink.emit(event);
    }

    // ---- sessions

    /** After a gap: what was in it counts by what it came to. */
    private void listAgain() {
        try {
            list("", 0, FIRST_PAGE);
            NodeFacts facts = facts();
            fred(facts, facts.fred().stream().map(RemoteNode::uncounted).toList());
        } catch (RemoteException e) {
            say(e.getMessage());
        }
    }

    /**
     * Reads a page of the node's sessions; each becomes an event.
     *
     * @return how many there are in all
     */
    public int list(String text, int offset, int limit) throws RemoteException {
        JsonNode page = api.sessions(address, text, offset, limit);
        for (JsonNode one : page.path("sessions")) {
            String id = one.path("session_id").asText();
            if (!SessionId.isValid(id)) {
                say("a session id that is none");
                continue;
            }
            emit(new WatchEvent.Listed(clock.instant(), name, new SessionId(id), one.path("user_id").asText(), one.path("mode").asText(), Math.clamp(one.path("turn").asInt(), 0, TurnRecord.MAX_TURN),
                    hash(one.path("head").asText("")), one.path("tokens").asInt(), one.path("bytes").asLong(), one.path("forked").asBoolean(), one.path("deleted").asBoolean()));
        }
        return page.path("total").asInt();
    }

    /** What was found is counted by the events that are heard. */
    private static FredEvent uncounted(FredEvent said) {
        return said instanceof FredEvent.Compared one
                ? new FredEvent.Compared(one.at(), one.node(), one.member(), one.answered(), one.why(), one.keys(), 0, one.lacking(), one.took(), one.roundTrip()) : said;
    }

    private static Optional<TurnHash> hash(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(TurnHash.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    // ---- clock

    /** Round trips tell the clock's offset, and that the node is there though nothing happens. */
    private void beat() {
        while (!rest.isClosed()) {
            rest.rest(BEAT);
            if (rest.isClosed() || stream.isEmpty()) continue;
            Instant asked = clock.instant();
            long begun = System.nanoTime();
            try {
                NodeFacts facts = facts();
                measured(asked, facts, begun);
            } catch (RemoteException e) {
                // The stream hangs or breaks with it: then it is begun anew, and says why.
                stream.ifPresent(Call::cancel);
            } catch (RuntimeException e) {
                mistake(e);
                stream.ifPresent(Call::cancel);
            }
        }
    }

    private void measured(Instant asked, NodeFacts facts, long begun) {
        ClockOffset.Estimate estimate = offset.measured(asked, facts.now(), Duration.ofNanos(System.nanoTime() - begun));
        measured = Optional.of(estimate);
        emit(new WatchEvent.Beat(clock.instant(), name, estimate.offset(), estimate.uncertainty(), facts.sessions()));
    }

    // ---- life

    /** Asks at once instead of waiting for the next try. */
    public void retryNow() {
        rest.goOn();
    }

    /** Watches no more; says so as its last event. */
    @Override
    public void close() {
        rest.close();
        stream.ifPresent(Call::cancel);
    }
}
