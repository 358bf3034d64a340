package discedge.experiment.live;

import discedge.api.NodeService.SessionView;
import discedge.context.Consistency;
import discedge.event.EventSink;
import discedge.experiment.run.LabPlayer;
import discedge.experiment.run.PlaySink;
import discedge.experiment.scenario.Fault.Kind;
import discedge.experiment.scenario.Fault.Target;
import discedge.experiment.scenario.Scenario;
import discedge.fred.store.SessionItems;
import discedge.lab.client.AskOptions;
import discedge.lab.client.ClientSettings;
import discedge.lab.client.Nodes;
import discedge.lab.client.Place;
import discedge.lab.client.Position;
import discedge.lab.client.RetryPolicy;
import discedge.session.ContextMode;
import discedge.session.SessionId;
import discedge.timeline.transcript.Transcripts;
import discedge.tokens.TokenSequence;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Nodes of other processes and a client that roams between them, with no lab. */
public final class RemoteOnly implements Live {
    private static final String CLIENT = "u1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final WatchedNodes watched;
    private final WatchedLinks links;
    private final LiveClient client;
    private final ScenarioStage stage;

    /**
     * @param sink hears everything that happens, from many threads; does not block
     * @param transcripts get what its client says and hears
     * @param runs where the folders of played scenarios are made
     */
    public RemoteOnly(EventSink sink, Transcripts transcripts, Path runs) {
        stage = new ScenarioStage(runs);
        InstantSource clock = InstantSource.system();
        watched = new WatchedNodes(sink, clock);
        links = watched.links();
        var settings = ClientSettings.of(CLIENT).withRetries(RetryPolicy.DEFAULT.withDeadline(PATIENCE));
        client = new LiveClient(settings, new Nodes(), clock, Optional.empty(), new Position(0, 0), AskOptions.STREAM, new SecureRandom().nextLong(), sink, transcripts);
        watched.listen(new WatchedNodes.Listener() {
            @Override
            public void added(Place place) {
                client.added(place);
                // It stands at the first one that was named, to be seen and dragged.
                if (client.node().isEmpty()) watched.inTurn(place.name(), () -> stand(place.name()));
            }

            @Override
            public void removed(String node) {
                client.removed(node);
            }
        });
    }

    private synchronized void stand(String node) {
        if (client.node().isEmpty() && client.reaches(node)) client.goTo(node);
    }

    /** The nodes run already, or not: that is not for us to start. */
    @Override
    public CompletableFuture<Void> start() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public List<Site> sites() {
        return watched.sites(List.of());
    }

    /** Each node says what its engine is. */
    @Override
    public String engine() {
        return "";
    }

    @Override
    public long seed() {
        return 0;
    }

    // ---- the client

    @Override
    public List<String> clients() {
        return List.of(CLIENT);
    }

    private LiveClient known(String name) {
        if (!name.equals(CLIENT)) throw new Refused("The client " + name + " is not this console's: it can only be watched.");
        return client;
    }

    @Override
    public void roam(String name, String node) {
        if (!watched.isWatched(node)) throw new Refused("There is no node " + node + ".");
        known(name).goTo(node);
    }

    @Override
    public void ask(String name, String prompt) {
        if (watched.list().isEmpty()) throw new Refused("There is no node to ask. Add one first.");
        if (!known(name).ask(prompt)) throw new Refused("A turn is being asked. Stop it, or wait for its answer.");
    }

    @Override
    public boolean asking(String name) {
        return name.equals(CLIENT) && client.asking();
    }

    @Override
    public void stop(String name) {
        known(name).stop();
    }

    @Override
    public Optional<String> takeBack(String name) {
        return known(name).takeBack();
    }

    @Override
    public void cancel(String name) {
        known(name).cancel();
    }

    @Override
    public void newSession(String name, ContextMode mode, Consistency consistency) {
        if (!known(name).newSession(mode, consistency)) throw new Refused("A turn is being asked. Stop it before you begin another chat.");
    }

    @Override
    public void consistency(String name, Consistency consistency) {
        known(name).consistency(consistency);
    }

    @Override
    public Optional<Consistency> consistency(String name) {
        return name.equals(CLIENT) ? Optional.of(client.settings().consistency()) : Optional.empty();
    }

    @Override
    public CompletableFuture<Void> delete(SessionId session) {
        String node = client.session().equals(session) && watched.isWatched(client.node()) ? client.node()
                : watched.list().stream().findFirst().map(WatchedNodes.Watched::node).orElseThrow(() -> new Refused("There is no node to ask."));
        return watched.delete(node, session);
    }

    // ---- faults

    @Override
    public long begin(Kind kind, Target target, Duration lasts) {
        return links.begin(kind, target, lasts).orElseThrow(() -> new Refused(switch (target) {
            case Target.Between(var a, var b) -> "The link between " + a + " and " + b + " is real: it can be broken where it passes discedge links (docs/lab.md).";
            case Target.Node(var node) -> "Node " + node + " runs in another process: stop it there.";
            case Target.ClientLink(var node) -> "The way to node " + node + " is real: it can be broken where it passes discedge links (docs/lab.md).";
        }));
    }

    @Override
    public void heal(long fault) {
        links.heal(fault);
    }

    @Override
    public void healAll() {
        links.healAll();
    }

    @Override
    public void restart(String node) {
        throw new Refused("Node " + node + " runs in another process: start it there.");
    }

    @Override
    public WatchedNodes watched() {
        return watched;
    }

    @Override
    public WatchedLinks watchedLinks() {
        return links;
    }

    @Override
    public boolean canBreak(String one, String other) {
        return links.joins(one, other);
    }

    // ---- what only a lab has

    @Override
    public Demonstration demonstration() {
        return Demonstration.NONE;
    }

    @Override
    public void pauseDemonstration() {}

    @Override
    public void resumeDemonstration() {}

    @Override
    public Playing play(Scenario played, ContextMode mode, Consistency consistency, long seed, PlaySink watcher) {
        return stage.play(new LabPlayer(), played, mode, consistency, seed, watcher);
    }

    @Override
    public Optional<String> playing() {
        return stage.playing();
    }

    @Override
    public Optional<String> unsaved() {
        return stage.unsaved();
    }

    // ---- looking closer

    @Override
    public CompletableFuture<Optional<SessionView>> look(String node, SessionId session) {
        return watched.look(node, session);
    }

    @Override
    public CompletableFuture<SessionItems.Answer> fredItems(String node, SessionId session) {
        return watched.fredItems(node, session);
    }

    @Override
    public CompletableFuture<List<byte[]>> pieces(String node, TokenSequence ids) {
        return watched.pieces(ids);
    }

    @Override
    public void close() {
        stage.stop();
        client.close();
        links.close();
        watched.close();
        stage.awaitSaved(LiveLab.CLOSING.dividedBy(2));
    }
}
