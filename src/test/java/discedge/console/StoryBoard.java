package discedge.console;

import discedge.api.NodeService.SessionView;
import discedge.console.bench.Load;
import discedge.console.bench.LoadPlan;
import discedge.console.sessions.Held;
import discedge.event.ClientEvent;
import discedge.event.LabEvent;
import discedge.event.LifeEvent;
import discedge.event.NodeEvent;
import discedge.event.PeerEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.experiment.live.Controls.Site;
import discedge.lab.client.Position;
import discedge.timeline.Timeline;
import discedge.timeline.log.EventStore;
import discedge.timeline.transcript.Transcripts;
import discedge.timeline.world.ClientState;
import discedge.timeline.world.SessionState;
import discedge.timeline.world.Source;
import discedge.timeline.world.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A log to take pictures of: some minutes of a lab with many sessions, of which one is followed and what it said is known. Goes
 * on, event by event, to the moment a picture wants, and breaks what it is told to. The same each time; nothing in it is real.
 */
public final class StoryBoard {
    /** The client that is followed. */
    public static final String CLIENT = "u1";
    private static final Instant BEGIN = Instant.parse("2026-01-01T12:00:00Z");
    private static final List<String> CITIES = List.of("Berlin", "Potsdam", "Jetson", "Leipzig", "Dresden", "Hamburg", "Bremen", "Rostock");
    private static final List<Position> PLACES = List.of(new Position(0, 0), new Position(90, 12), new Position(34, 66), new Position(140, 70), new Position(70, 110), new Position(-60, 80),
            new Position(-90, 20), new Position(-20, -50));
    private static final List<String> ASKED = List.of("What is SLAM in robotics?", "How does the robot know where it is?", "And if a wheel slips?", "Which sensors would you choose for a small robot indoors?",
            "Write it as a short list.", "What does loop closure mean?");
    private static final List<String> ANSWERED = List.of(
            "Simultaneous localization and mapping: the robot draws a map of a place it has never seen, and finds itself in that map at the same time.",
            "It compares what its sensors see with the map built so far, and corrects both with every new measurement. Wheel counts give a rough guess; the laser scan then narrows it down.",
            "Then the wheel counts are wrong for a moment. The scan no longer fits where they say the robot should be, and the filter trusts the scan more.",
            "A small lidar at the height of table legs, wheel encoders and an inertial unit. A camera helps where walls are long and bare.",
            "1. Lidar: walls and furniture. 2. Encoders: how far the wheels went. 3. Inertial unit: turns. 4. Camera: places seen before.",
            "The robot comes to a place it has been at, and recognizes it. All the small errors since then are shared out along the way, and the map closes.");

    private static final String[] WORDS = String.join(" ", ANSWERED).split("(?= )");

    public final FakeControls controls = new FakeControls();
    public final Transcripts transcripts = new Transcripts();
    private final EventStore store = new EventStore();
    private final Timeline timeline = new Timeline(store, Source.EMBEDDED);
    private final Load load;
    private final Set<String> down = new HashSet<>();
    private final Set<Set<String>> cuts = new HashSet<>();
    private NodeEvent next;
    private Instant now = BEGIN;
    private long faults;

    private StoryBoard(int nodes, int sessions) {
        this(nodes, sessions, true);
    }

    private StoryBoard(int nodes, int sessions, boolean started) {
        // Some fifteen seconds from turn to turn, whatever the number of nodes.
        int moving = Math.max(1, Math.min(sessions, 12));
        int perSecond = (int) Math.round(nodes * (nodes - 1) / 2.0 + moving / 15.0 * (14 + 4 * (nodes - 1)));
        load = new Load(new LoadPlan(nodes, sessions, moving, perSecond, Duration.ofSeconds(20), false, 11), BEGIN);
        controls.clients = List.of(CLIENT);
        var sites = new ArrayList<Site>();
        for (int i = 0; i < nodes; i++) sites.add(new Site(load.nodes().get(i), nodes > CITIES.size() ? load.nodes().get(i) : CITIES.get(i), place(i, nodes)));
        controls.sites = sites;
        load.past().forEach(event -> {
            if (started) store.append(event);
        });
        next = load.next();
    }

    private static Position place(int node, int of) {
        return of > PLACES.size() ? new Position(30 * (node % 8), 24 * (node / 8)) : PLACES.get(node);
    }

    /** A lab of so many nodes that has run for some minutes; the last answer is everywhere. */
    public static StoryBoard of(int nodes) {
        return of(nodes, 24);
    }

    public static StoryBoard of(int nodes, int sessions) {
        return new StoryBoard(nodes, sessions).runs(Duration.ofSeconds(nodes > 16 ? 25 : 150)).answers().runs(Duration.ofMillis(900));
    }

    /** Nodes that just came up, and nobody who asks. */
    public static StoryBoard fresh(int nodes) {
        var board = new StoryBoard(nodes, 0);
        return board.runs(Duration.ofSeconds(6));
    }

    /** Nodes of which nothing was heard: the lab did not start. */
    public static StoryBoard nothing(int nodes) {
        return new StoryBoard(nodes, 0, false);
    }

    // ---- going on

    /** Goes on for so long. */
    public StoryBoard runs(Duration time) {
        Instant to = now.plus(time);
        while (!next.at().isAfter(to)) step();
        now = to;
        return this;
    }

    private NodeEvent step() {
        NodeEvent event = next;
        next = load.next();
        now = event.at();
        if (happens(event)) {
            store.append(event);
            listen(event);
        }
        return event;
    }

    /** Goes on to the next event of the followed client's turn that is as wanted, this one included. */
    private StoryBoard until(Predicate<NodeEvent> wanted) {
        while (!wanted.test(step()));
        return this;
    }

    /** The followed client's next answer has come whole. */
    public StoryBoard answers() {
        return until(event -> event instanceof ClientEvent.Acknowledged seen && seen.client().equals(CLIENT));
    }

    /** The followed client's next answer streams, and has for so long. */
    public StoryBoard decodes(Duration already) {
        return until(event -> event instanceof ClientEvent.FirstToken seen && seen.client().equals(CLIENT)).runs(already);
    }

    /** The followed client's next turn has just been written where it was asked, and is nowhere else. */
    public StoryBoard writes() {
        var session = timeline.catchUp().client(CLIENT).orElseThrow().session().orElseThrow();
        return until(event -> event instanceof TurnEvent.Answered seen && seen.session().equals(session));
    }

    /** Time passes and nothing is heard from anywhere: the console lost its nodes. */
    public StoryBoard silence(Duration time) {
        now = now.plus(time);
        return this;
    }

    // ---- breaking

    /** Cuts a link; it heals by itself after so long. */
    public StoryBoard cuts(String one, String other, Duration lasts) {
        cuts.add(Set.of(one, other));
        store.append(new LabEvent.FaultBegan(now, "lab", ++faults, "cut", one + "-" + other, lasts));
        for (String from : List.of(one, other)) {
            String to = from.equals(one) ? other : one;
            store.append(new LabEvent.LinkSet(now, "lab", from, to, Duration.ofMillis(7), Duration.ofMillis(2), 0, "clean"));
            store.append(new PeerEvent.Down(now, from, to, to + ":9090", "connection reset", Duration.ofMillis(900)));
        }
        return this;
    }

    /** Kills a node; the others see it at once. */
    public StoryBoard kills(String node) {
        down.add(node);
        store.append(new LabEvent.FaultBegan(now, "lab", ++faults, "kill", node, Duration.ZERO));
        store.append(new LifeEvent.Killed(now, node));
        for (String peer : load.nodes()) if (!peer.equals(node)) store.append(new PeerEvent.Down(now, peer, node, node + ":9090", "connection refused", Duration.ofMillis(900)));
        return this;
    }

    /** A node turns its back on another one: an alarm. */
    public StoryBoard mistrusts(String node, String peer) {
        store.append(new PeerEvent.Mismatch(now, node, peer, "chat", "another tokenizer"));
        return this;
    }

    /** An event of the log's own: a caption, an alarm. */
    public StoryBoard tells(NodeEvent event) {
        store.append(event);
        return this;
    }

    private boolean happens(NodeEvent event) {
        if (down.contains(event.node())) return false;
        return switch (event) {
            case PeerEvent.Measured seen -> reaches(seen.node(), seen.peer());
            case ReplicaEvent.Arrived seen -> reaches(seen.origin(), seen.node());
            case ReplicaEvent.Acknowledged seen -> reaches(seen.node(), seen.peer());
            case ReplicaEvent.HeadMoved seen -> comesFromReachable(seen);
            case NodeEvent other -> true;
        };
    }

    private boolean reaches(String one, String other) {
        return !down.contains(one) && !down.contains(other) && !cuts.contains(Set.of(one, other));
    }

    /** A head moves only where its record came. */
    private boolean comesFromReachable(ReplicaEvent.HeadMoved seen) {
        return timeline.catchUp().session(seen.session()).flatMap(session -> session.record(seen.have(), seen.head()))
                .filter(record -> record.replicas().has(seen.node())).isPresent();
    }

    // ---- what is said

    private void listen(NodeEvent event) {
        if (!(event instanceof ClientEvent seen) || !seen.client().equals(CLIENT)) return;
        switch (seen) {
            case ClientEvent.Sent sent -> transcripts.asked(sent.session(), sent.turn(), ASKED.get(sent.turn() % ASKED.size()), sent.at());
            case ClientEvent.FirstToken first -> says(first);
            case ClientEvent other -> { }
        }
    }

    /** Word by word, as fast as an answer is read, from its first token on; a picture shows those before its moment. */
    private void says(ClientEvent.FirstToken first) {
        Instant at = first.at();
        for (String word : ANSWERED.get(first.turn() % ANSWERED.size()).split("(?<= )")) {
            transcripts.heard(first.session(), first.turn(), word, at);
            at = at.plusMillis(31);
        }
    }

    // ---- for the window

    public Timeline timeline() {
        timeline.catchUp();
        hold();
        return timeline;
    }

    /** What a node says that it holds of the followed session, asked by the inspector. */
    private void hold() {
        World world = timeline.newest();
        controls.look = world.client(CLIENT).flatMap(ClientState::session).flatMap(world::session).map(StoryBoard::held);
        controls.pieces = ids -> Arrays.stream(ids.toArray()).mapToObj(id -> WORDS[id % WORDS.length].getBytes(StandardCharsets.UTF_8)).toList();
    }

    private static SessionView held(SessionState session) {
        List<Held.Part> parts = session.turnsInOrder().stream().filter(turn -> turn.tokens().added() > 0).map(turn -> new Held.Part(turn.tokens().added(), turn.asked().node())).toList();
        return Held.view(session.id(), session.who().user(), parts);
    }

    public Instant now() {
        return now;
    }

    public List<String> nodes() {
        return load.nodes();
    }
}
