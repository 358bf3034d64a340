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
import discedge.lab.client.Position;
import discedge.session.ContextMode;
import discedge.session.SessionId;
import discedge.timeline.transcript.Transcripts;
import discedge.tokens.TokenSequence;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A lab that a person plays with (docs/lab.md, "The live lab"). Made in no time, so that a window can show what it will be; starts
 * in the background, and until it is up refuses what needs it.
 */
public final class LiveLab implements Live {
    /** From the first to the last thing that closing waits for. */
    public static final Duration CLOSING = Duration.ofSeconds(3);

    private final LabPlan plan;
    private final ScenarioStage stage;
    private final LabStart start;
    private final WatchedNodes watched;
    private final WatchedLinks links;

    /**
     * @param sink hears everything that happens, from many threads; does not block
     * @param transcripts get what its clients say and hear
     * @param runs where the folders of played scenarios are made
     */
    public LiveLab(LabPlan plan, EventSink sink, Transcripts transcripts, Path runs) {
        this.plan = plan;
        stage = new ScenarioStage(runs);
        this.watched = new WatchedNodes(sink, InstantSource.system(), Stream.concat(plan.network().nodeNames().stream(), clients().stream()).toList());
        this.links = watched.links();
        this.start = new LabStart(plan, sink, transcripts, watched);
    }

    /** Starts it, or tries again after it did not. @return completes when it is up; exceptionally with a {@link Refused} that says why not and what to do */
    @Override
    public CompletableFuture<Void> start() {
        return start.begin();
    }

    // ---- what it is

    @Override
    public List<Site> sites() {
        List<Site> own = plan.network().nodes().stream().map(node -> new Site(node.name(), node.label(), new Position(node.position().x(), node.position().y()))).toList();
        return Stream.concat(own.stream(), watched.sites(own).stream()).toList();
    }

    @Override
    public String engine() {
        return plan.engines().label();
    }

    @Override
    public long seed() {
        return plan.seed();
    }

    @Override
    public List<String> clients() {
        var names = new ArrayList<String>();
        names.add(plan.client());
        plan.others().forEach(other -> names.add(other.name()));
        return names;
    }

    // ---- clients

    @Override
    public void roam(String client, String node) {
        known(node);
        byHand().client(client).goTo(node);
    }

    @Override
    public void ask(String client, String prompt) {
        // The demonstration's turn is not a person's: their prompt goes out behind it.
        boolean demonstrates = demonstration() == Demonstration.PLAYING;
        LiveClient asks = byHand().client(client);
        if (!(demonstrates ? asks.askNext(prompt) : asks.ask(prompt))) throw new Refused("A turn is being asked. Stop it, or wait for its answer.");
    }

    @Override
    public boolean asking(String client) {
        return start.running().map(up -> up.client(client).asking()).orElse(false);
    }

    @Override
    public void stop(String client) {
        byHand().client(client).stop();
    }

    @Override
    public Optional<String> takeBack(String client) {
        return byHand().client(client).takeBack();
    }

    @Override
    public void cancel(String client) {
        byHand().client(client).cancel();
    }

    @Override
    public void newSession(String client, ContextMode mode, Consistency consistency) {
        if (!byHand().client(client).newSession(mode, consistency)) throw new Refused("A turn is being asked. Stop it before you begin another chat.");
    }

    @Override
    public void consistency(String client, Consistency consistency) {
        byHand().client(client).consistency(consistency);
    }

    @Override
    public Optional<Consistency> consistency(String client) {
        return start.running().filter(_ -> clients().contains(client)).map(up -> up.client(client).settings().consistency());
    }

    @Override
    public CompletableFuture<Void> delete(SessionId session) {
        Optional<String> elsewhere = start.up().holder(session).map(LiveClient::node).filter(watched::isWatched);
        if (elsewhere.isPresent()) return watched.delete(elsewhere.get(), session);
        return start.up().delete(session);
    }

    // ---- faults

    @Override
    public long begin(Kind kind, Target target, Duration lasts) {
        Optional<Long> elsewhere = links.begin(kind, target, lasts);
        if (elsewhere.isPresent()) {
            start.pause();
            return elsewhere.get();
        }
        check(kind, target);
        return byHand().begin(kind, target, lasts);
    }

    private void check(Kind kind, Target target) {
        if (lasting(kind) && !(target instanceof Target.Node)) throw new Refused("Only a node can be killed or restarted, not " + target.word() + ".");
        switch (target) {
            case Target.Node(var node) -> own(node);
            case Target.ClientLink(var node) -> own(node);
            case Target.Between(var a, var b) -> {
                if (watched.isWatched(a) || watched.isWatched(b)) throw new Refused("The link between " + a + " and " + b + " is real: it can be broken where it passes discedge links (docs/lab.md).");
                if (!plan.network().linked(a, b)) throw new Refused("There is no link between " + a + " and " + b + ".");
            }
        }
        if (kind instanceof Kind.Kill && !start.up().runs(((Target.Node) target).name())) throw new Refused("Node " + target.word() + " is down already.");
    }

    private static boolean lasting(Kind kind) {
        return kind instanceof Kind.Kill || kind instanceof Kind.Restart;
    }

    /** Of the lab: those of other processes are not ours to break. */
    private void own(String node) {
        if (watched.isWatched(node)) throw new Refused("Node " + node + " runs in another process: stop it there.");
        known(node);
    }

    private void known(String node) {
        if (watched.isWatched(node)) return;
        if (!plan.network().nodeNames().contains(node)) throw new Refused("There is no node " + node + "; there are " + String.join(", ", plan.network().nodeNames()) + ".");
    }

    @Override
    public void heal(long fault) {
        links.heal(fault);
        byHand().heal(fault);
    }

    @Override
    public void healAll() {
        links.healAll();
        byHand().healAll();
    }

    @Override
    public void restart(String node) {
        own(node);
        byHand().restart(node);
    }

    // ---- nodes of other processes

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
        return links.joins(one, other) || plan.network().linked(one, other);
    }

    // ---- the demonstration

    @Override
    public Demonstration demonstration() {
        return start.demonstration();
    }

    @Override
    public void pauseDemonstration() {
        start.pause();
    }

    @Override
    public void resumeDemonstration() {
        start.resume();
    }

    /** A person takes over. */
    private RunningLab byHand() {
        RunningLab up = start.up();
        start.pause();
        return up;
    }

    // ---- scenarios

    @Override
    public Playing play(Scenario played, ContextMode mode, Consistency consistency, long seed, PlaySink watcher) {
        Playing run = stage.play(new LabPlayer(plan.engines(), plan.stores()), played, mode, consistency, seed, watcher);
        start.pause();
        return run;
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
        known(node);
        if (watched.isWatched(node)) return watched.look(node, session);
        return start.up().look(node, session);
    }

    @Override
    public CompletableFuture<SessionItems.Answer> fredItems(String node, SessionId session) {
        known(node);
        if (watched.isWatched(node)) return watched.fredItems(node, session);
        return start.up().fredItems(node, session);
    }

    @Override
    public CompletableFuture<List<byte[]>> pieces(String node, TokenSequence ids) {
        return watched.isWatched(node) ? watched.pieces(ids) : start.up().pieces(ids);
    }

    /** Ends clients, nodes, links and a scenario that plays, whose files are saved; takes no longer than {@link #CLOSING}. */
    @Override
    public void close() {
        stage.stop();
        links.close();
        watched.close();
        start.close();
        stage.awaitSaved(CLOSING.dividedBy(2));
    }
}
