package discedge.console.bench;

import discedge.api.NodeService.SessionView;
import discedge.context.Consistency;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Nodes on a map whose load nobody steers: the window may act, nothing comes of it. */
final class LoadControls implements Controls {
    private static final List<String> CITIES = List.of("Berlin", "Potsdam", "Jetson", "Leipzig", "Dresden", "Hamburg", "Bremen", "Rostock", "Kiel", "Halle", "Jena", "Erfurt", "Kassel",
            "Hannover", "Lübeck", "Schwerin");

    private final List<Site> sites = new ArrayList<>();

    LoadControls(List<String> nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            double angle = 2 * Math.PI * i / nodes.size();
            sites.add(new Site(nodes.get(i), CITIES.get(i % CITIES.size()), new Position(100 * Math.cos(angle), 60 * Math.sin(angle))));
        }
    }

    @Override
    public List<Site> sites() {
        return List.copyOf(sites);
    }

    @Override
    public String engine() {
        return "simulated";
    }

    @Override
    public long seed() {
        return LoadPlan.FULL.seed();
    }

    @Override
    public List<String> clients() {
        return List.of(LoadSession.CLIENT);
    }

    @Override
    public void roam(String client, String node) {}

    @Override
    public void ask(String client, String prompt) {
        throw new Refused("the benchmark asks by itself");
    }

    @Override
    public boolean asking(String client) {
        return false;
    }

    @Override
    public void stop(String client) {}

    @Override
    public Optional<String> takeBack(String client) {
        return Optional.empty();
    }

    @Override
    public void cancel(String client) {}

    @Override
    public void newSession(String client, ContextMode mode, Consistency consistency) {}

    @Override
    public void consistency(String client, Consistency consistency) {}

    @Override
    public Optional<Consistency> consistency(String client) {
        return Optional.empty();
    }

    @Override
    public CompletableFuture<Void> delete(SessionId session) {
        return CompletableFuture.failedFuture(new Refused("the benchmark keeps its sessions"));
    }

    @Override
    public long begin(Fault.Kind kind, Fault.Target target, Duration lasts) {
        throw new Refused("the benchmark has faults of its own");
    }

    @Override
    public void heal(long fault) {}

    @Override
    public void healAll() {}

    @Override
    public void restart(String node) {}

    @Override
    public Demonstration demonstration() {
        return Demonstration.NONE;
    }

    @Override
    public void pauseDemonstration() {}

    @Override
    public void resumeDemonstration() {}

    @Override
    public Playing play(Scenario scenario, ContextMode mode, Consistency consistency, long seed, PlaySink watcher) {
        throw new Refused("the benchmark plays no scenario");
    }

    @Override
    public CompletableFuture<Optional<SessionView>> look(String node, SessionId session) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletableFuture<SessionItems.Answer> fredItems(String node, SessionId session) {
        return CompletableFuture.completedFuture(new SessionItems.Answer(List.of(), Optional.empty()));
    }

    @Override
    public CompletableFuture<List<byte[]>> pieces(String node, TokenSequence ids) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public WatchedNodes watched() {
        throw new UnsupportedOperationException("the load watches nobody");
    }

    @Override
    public WatchedLinks watchedLinks() {
        throw new UnsupportedOperationException("the load watches nobody");
    }

    @Override
    public boolean canBreak(String one, String other) {
        return false;
    }
}
