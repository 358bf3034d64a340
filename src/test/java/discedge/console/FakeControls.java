package discedge.console;

import discedge.api.NodeService.SessionView;
import discedge.context.Consistency;
import discedge.event.EventSink;
import discedge.event.NodeEvent;
import discedge.experiment.live.Controls;
import discedge.experiment.live.WatchedLinks;
import discedge.experiment.live.WatchedNodes;
import discedge.experiment.run.PlaySink;
import discedge.experiment.scenario.Fault;
import discedge.experiment.scenario.Scenario;
import discedge.fred.store.SessionItems;
import discedge.lab.client.Position;
import discedge.session.ContextMode;
import discedge.session.SessionId;
import discedge.tokens.TokenSequence;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Writes down what a person did, as {@code roam client B}, and does nothing. What it answers can be set. */
public final class FakeControls implements Controls {
    public final List<String> done = Collections.synchronizedList(new ArrayList<>());
    public List<Site> sites = List.of(new Site("A", "Berlin", new Position(0, 0)), new Site("B", "Potsdam", new Position(60, 20)), new Site("C", "Jetson", new Position(20, 70)));
    public List<String> clients = List.of("client");
    /** Made when they are wanted: they have threads. */
    private WatchedNodes remotes;
    private WatchedLinks remoteLinks;
    public boolean breakable = true;
    public boolean asking;
    /** The prompt that waits behind the demonstration's turn. */
    public Optional<String> waiting = Optional.empty();
    /** What a prompt is refused with; empty = it is not. */
    public String refusal = "";
    public Demonstration demonstration = Demonstration.NONE;
    /** Of the scenario that plays: what it tells, and where its files are. */
    public PlaySink watched = _ -> {};
    public CompletableFuture<Path> saved = new CompletableFuture<>();
    public Optional<SessionView> look = Optional.empty();
    public BiFunction<String, SessionId, CompletableFuture<Optional<SessionView>>> looking = (_, _) -> CompletableFuture.completedFuture(look);
    public BiFunction<String, SessionId, CompletableFuture<SessionItems.Answer>> fred =
            (_, _) -> CompletableFuture.completedFuture(new SessionItems.Answer(List.of(), Optional.empty()));
    public Function<TokenSequence, List<byte[]>> pieces = ids -> Arrays.stream(ids.toArray()).mapToObj(id -> (" w" + id).getBytes(StandardCharsets.UTF_8)).toList();

    @Override
    public List<Site> sites() {
        return sites;
    }

    @Override
    public String engine() {
        return "simulated";
    }

    @Override
    public long seed() {
        return 42;
    }

    @Override
    public List<String> clients() {
        return clients;
    }

    @Override
    public void roam(String client, String node) {
        done.add("roam " + client + " " + node);
    }

    @Override
    public void ask(String client, String prompt) {
        if (!refusal.isEmpty()) throw new Refused(refusal);
        done.add("ask " + client + " " + prompt);
    }

    @Override
    public boolean asking(String client) {
        return asking;
    }

    @Override
    public void stop(String client) {
        done.add("stop " + client);
    }

    @Override
    public Optional<String> takeBack(String client) {
        Optional<String> taken = waiting;
        waiting = Optional.empty();
        taken.ifPresent(_ -> done.add("take back " + client));
        return taken;
    }

    @Override
    public void cancel(String client) {
        done.add("cancel " + client);
    }

    @Override
    public void newSession(String client, ContextMode mode, Consistency consistency) {
        done.add("new " + client + " " + mode.word() + " " + consistency.word());
    }

    @Override
    public void consistency(String client, Consistency consistency) {
        done.add("consistency " + client + " " + consistency.word());
    }

    @Override
    public Optional<Consistency> consistency(String client) {
        return Optional.empty();
    }

    @Override
    public CompletableFuture<Void> delete(SessionId session) {
        done.add("delete " + session);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public long begin(Fault.Kind kind, Fault.Target target, Duration lasts) {
        done.add("begin " + kind.word() + " " + target.word() + " " + lasts.toSeconds() + " s");
        return done.size();
    }

    @Override
    public void heal(long fault) {
        done.add("heal " + fault);
    }

    @Override
    public void healAll() {
        if (!refusal.isEmpty()) throw new Refused(refusal);
        done.add("heal all");
    }

    @Override
    public void restart(String node) {
        done.add("restart " + node);
    }

    @Override
    public Demonstration demonstration() {
        return demonstration;
    }

    @Override
    public void pauseDemonstration() {
        done.add("pause");
        demonstration = Demonstration.PAUSED;
    }

    @Override
    public void resumeDemonstration() {
        done.add("resume");
        demonstration = Demonstration.PLAYING;
    }

    @Override
    public Playing play(Scenario scenario, ContextMode mode, Consistency consistency, long seed, PlaySink watcher) {
        done.add("play " + scenario.name() + " " + seed);
        watched = watcher;
        saved = new CompletableFuture<>();
        return new Playing() {
            @Override
            public CompletableFuture<Path> saved() {
                return saved;
            }

            @Override
            public void stop() {
                done.add("stop playing");
            }
        };
    }

    @Override
    public CompletableFuture<Optional<SessionView>> look(String node, SessionId session) {
        return looking.apply(node, session);
    }

    @Override
    public CompletableFuture<SessionItems.Answer> fredItems(String node, SessionId session) {
        return fred.apply(node, session);
    }

    @Override
    public CompletableFuture<List<byte[]>> pieces(String node, TokenSequence ids) {
        return CompletableFuture.completedFuture(pieces.apply(ids));
    }

    @Override
    public WatchedNodes watched() {
        if (remotes == null) remotes = new WatchedNodes(EventSink.NONE, InstantSource.system());
        return remotes;
    }

    @Override
    public WatchedLinks watchedLinks() {
        if (remoteLinks == null) remoteLinks = watched().links();
        return remoteLinks;
    }

    @Override
    public boolean canBreak(String one, String other) {
        return breakable;
    }
}
