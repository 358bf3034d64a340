package discedge.experiment.live;

import discedge.api.NodeService.SessionView;
import discedge.context.Refusal;
import discedge.context.RefusedException;
import discedge.event.EventSink;
import discedge.event.LabEvent;
import discedge.experiment.live.Controls.Demonstration;
import discedge.experiment.live.Controls.Refused;
import discedge.experiment.run.LabFaults;
import discedge.experiment.run.LabLinks;
import discedge.experiment.run.WarmUp;
import discedge.experiment.scenario.Fault.Kind;
import discedge.experiment.scenario.Fault.Target;
import discedge.fred.store.SessionItems;
import discedge.lab.Lab;
import discedge.lab.client.AskOptions;
import discedge.lab.client.ClientSettings;
import discedge.lab.client.Position;
import discedge.lab.client.RetryPolicy;
import discedge.node.EdgeNode;
import discedge.session.SessionId;
import discedge.timeline.transcript.Transcripts;
import discedge.tokens.TokenSequence;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/** A live lab that is up. What may take time is done on threads of its own, in the order it was asked for. */
final class RunningLab implements AutoCloseable {
    /** How long a client goes on trying one turn: longer than the faults that a person puts in by a click. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** For running turns to finish on closing; their clients are gone by then. */
    private static final Duration DRAIN = Duration.ofMillis(300);
    private static final int SHORT = 48;

    private final LabPlan plan;
    private final EventSink sink;
    private final Lab lab;
    private final ScheduledExecutorService hand = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("lab-hand").factory());
    private final LabFaults faults;
    private final Map<String, LiveClient> clients = new LinkedHashMap<>();
    private final List<Passing> passing = new ArrayList<>();
    private final Heard heard;
    /** Null until it demonstrates. */
    private volatile Tour tour;

    /** Starts nodes, links and clients; the warm-up does not show. */
    static RunningLab start(LabPlan plan, EventSink sink, Transcripts transcripts) throws IOException, InterruptedException {
        var heard = new Heard();
        EventSink both = event -> {
            heard.emit(event);
            sink.emit(event);
        };
        var warmUp = new WarmUp(both);
        var settings = LabLinks.settings(plan.network(), plan.profile(), plan.seed()).withWindow(plan.window());
        Lab lab = Lab.start(settings, warmUp, plan.engines(), plan.stores());
        try {
            warmUp.run(lab);
            return new RunningLab(plan, both, lab, heard, transcripts);
        } catch (IOException | InterruptedException | RuntimeException e) {
            lab.close(DRAIN);
            throw e;
        }
    }

    private RunningLab(LabPlan plan, EventSink sink, Lab lab, Heard heard, Transcripts transcripts) throws IOException {
        this.plan = plan;
        this.sink = sink;
        this.lab = lab;
        this.heard = heard;
        var links = new LabLinks(plan.network(), lab, sink);
        links.shapeNodes();
        faults = new LabFaults(lab, links, sink, plan.client(), hand);
        var own = ClientSettings.of(plan.client()).withRetries(RetryPolicy.DEFAULT.withDeadline(PATIENCE));
        clients.put(plan.client(), client(own, 0, AskOptions.STREAM, links, transcripts));
        for (LabPlan.Passer passer : plan.others()) {
            var settings = own.withName(passer.name()).withConsistency(passer.consistency());
            LiveClient client = client(settings, clients.size(), AskOptions.STREAM.withMaxTokens(SHORT), links, transcripts);
            clients.put(passer.name(), client);
            passing.add(new Passing(passer, client, lab, plan.network().prompts(), plan.seed() + clients.size(), this::delete));
        }
        client(plan.client()).arrive();
        heard.follow(client(plan.client()).session());
    }

    /** Each stands at a node, the first at the first. */
    private LiveClient client(ClientSettings settings, int number, AskOptions options, LabLinks links, Transcripts transcripts) throws IOException {
        var site = plan.network().nodes().get(number % plan.network().nodes().size()).position();
        var client = LiveClient.of(settings, lab, new Position(site.x(), site.y()), options, plan.seed() * 1_000 + number, sink, transcripts);
        links.shapeClient(settings.name());
        return client;
    }

    Collection<LiveClient> clients() {
        return clients.values();
    }

    /** @throws Refused if there is none of that name */
    LiveClient client(String name) {
        LiveClient client = clients.get(name);
        if (client == null) throw new Refused("There is no client " + name + "; there are " + String.join(", ", clients.keySet()) + ".");
        return client;
    }

    boolean runs(String node) {
        return lab.node(node).isPresent();
    }

    // ---- faults

    long begin(Kind kind, Target target, Duration lasts) {
        long number = faults.next();
        hand.execute(() -> faults.begin(number, kind, target, lasts, Optional.empty()));
        return number;
    }

    void heal(long fault) {
        hand.execute(() -> faults.heal(fault, true));
    }

    void healAll() {
        hand.execute(faults::healAll);
    }

    void restart(String node) {
        hand.execute(() -> faults.restart(node));
    }

    // ---- sessions

    /** By a node that runs, the one that its client is at if it can be. A client that was in it begins another. */
    CompletableFuture<Void> delete(SessionId session) {
        Optional<LiveClient> holder = holder(session);
        if (holder.filter(LiveClient::asking).isPresent()) throw new Refused("A turn of this session is being asked. Stop it before you delete the session.");
        EdgeNode node = holder.flatMap(client -> client.node().isEmpty() ? Optional.empty() : lab.node(client.node())).orElseGet(this::anyNode);
        return aside("deleting", () -> {
            try {
                Optional<Refusal> refusal = node.delete(session);
                if (refusal.isPresent()) throw new Refused(refusal.get().message());
                holder.ifPresent(client -> client.newSession(client.settings().mode(), client.settings().consistency()));
                return null;
            } catch (InterruptedException e) {
                throw new Refused("The lab was closed before the session was deleted.");
            }
        });
    }

    /** The client that is in this session. */
    Optional<LiveClient> holder(SessionId session) {
        return clients.values().stream().filter(client -> client.session().equals(session)).findFirst();
    }

    CompletableFuture<Optional<SessionView>> look(String name, SessionId session) {
        EdgeNode node = lab.node(name).orElseThrow(() -> new Refused("Node " + name + " is down."));
        return aside("looking", () -> node.session(session));
    }

    CompletableFuture<SessionItems.Answer> fredItems(String name, SessionId session) {
        EdgeNode node = lab.node(name).orElseThrow(() -> new Refused("Node " + name + " is down."));
        try {
            return node.fredItems(session);
        } catch (RefusedException e) {
            throw new Refused(Aside.capital(e.getMessage()) + ".");
        }
    }

    CompletableFuture<List<byte[]>> pieces(TokenSequence ids) {
        EdgeNode node = anyNode();
        return aside("pieces", () -> Arrays.stream(ids.toArray()).mapToObj(id -> node.engine().detokenize(TokenSequence.of(id))).toList());
    }

    private EdgeNode anyNode() {
        return lab.running().stream().findFirst().orElseThrow(() -> new Refused("All nodes are down. Restart one first."));
    }

    private static <T> CompletableFuture<T> aside(String name, Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> Thread.ofPlatform().daemon().name(name).start(task));
    }

    // ---- the demonstration

    void demonstrate(boolean paused) {
        tour = new Tour(new TourHand(), lab.names(), plan.network().prompts(), heard, plan.tempo(), paused);
    }

    Demonstration demonstration() {
        Tour now = tour;
        return now == null ? Demonstration.NONE : now.state();
    }

    void pause() {
        Tour now = tour;
        if (now != null) now.pause();
    }

    void resume() {
        Tour now = tour;
        if (now != null) now.resume();
    }

    private final class TourHand implements Tour.Hand {
        private final LiveClient client = client(plan.client());

        @Override
        public void ask(String prompt) {
            heard.follow(client.session());
            client.ask(prompt);
        }

        @Override
        public void awaitIdle() throws InterruptedException {
            client.awaitIdle();
        }

        @Override
        public boolean asking() {
            return client.asking();
        }

        @Override
        public void roam(String node) {
            client.goTo(node);
        }

        @Override
        public void cutOff(String node, Duration lasts, String caption) {
            long number = faults.next();
            hand.execute(() -> faults.begin(number, new Kind.Cut(false), new Target.Node(node), lasts, Optional.of(caption)));
        }

        @Override
        public void say(String caption) {
            sink.emit(new LabEvent.Said(lab.clock().instant(), "lab", caption));
        }

        @Override
        public void begin() {
            client.newSession(client.settings().mode(), client.settings().consistency());
        }

        @Override
        public String at() {
            return client.node();
        }

        @Override
        public int turn() {
            return client.turn();
        }

        @Override
        public boolean runs(String node) {
            return RunningLab.this.runs(node);
        }
    }

    /** Clients first: what they asked for would be waited for otherwise. */
    @Override
    public void close() {
        Tour now = tour;
        if (now != null) now.close();
        passing.forEach(Passing::close);
        clients.values().forEach(LiveClient::close);
        hand.shutdownNow();
        lab.close(DRAIN);
    }
}
