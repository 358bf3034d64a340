package discedge.experiment.run;

import com.fasterxml.jackson.databind.util.RawValue;
import discedge.context.TurnRequest;
import discedge.engine.EngineException;
import discedge.event.ClientEvent;
import discedge.event.LabEvent;
import discedge.experiment.scenario.Place;
import discedge.experiment.scenario.Scenario;
import discedge.lab.Lab;
import discedge.lab.LabEngines;
import discedge.lab.client.AnswerListener;
import discedge.lab.client.AskOptions;
import discedge.lab.client.ClientSettings;
import discedge.lab.client.Nodes;
import discedge.lab.client.Position;
import discedge.lab.client.RetryPolicy;
import discedge.lab.client.RoamingClient;
import discedge.lab.store.LabStores;
import discedge.lab.client.TurnFailedException;
import discedge.lab.link.LinkCounts;
import discedge.node.EdgeNode;
import discedge.session.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;

/** Plays scenarios on a lab of its own: nodes in this process, links with the scenario's shapes, one roaming client. */
public final class LabPlayer implements ScenarioPlayer {
    private static final Duration LINK_UP = Duration.ofSeconds(20);
    private static final Duration LEVEL = Duration.ofSeconds(30);
    /** For running turns to finish where the run was stopped or failed. */
    private static final Duration HASTY = Duration.ofMillis(300);
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final LabEngines engines;
    private final LabStores stores;

    /** With simulated engines. */
    public LabPlayer() {
        this(LabEngines.SIMULATED);
    }

    /** With replicas of the nodes' own. */
    public LabPlayer(LabEngines engines) {
        this(engines, LabStores.EMBEDDED);
    }

    public LabPlayer(LabEngines engines, LabStores stores) {
        this.engines = engines;
        this.stores = stores;
    }

    @Override
    public String store() {
        return stores.kind();
    }

    @Override
    public String engine() {
        return engines.kind();
    }

    @Override
    public Ending play(Scenario scenario, Settings settings, PlaySink sink) throws InterruptedException {
        var warmUp = new WarmUp(sink);
        try (var lab = new Closing(Lab.start(LabLinks.settings(scenario.network(), settings.profile(), settings.seed()).withPrewarm(settings.prewarm()), warmUp, engines, stores))) {
            Ending ending = new Run(scenario, settings, sink, warmUp, lab.lab).play();
            lab.drain = EdgeNode.DRAIN;
            return ending;
        } catch (IOException | EngineException e) {
            return Ending.failed("the lab could not start: " + e.getMessage());
        }
    }

    /** Closes a lab without waiting for its turns, unless all has ended well. */
    private static final class Closing implements AutoCloseable {
        final Lab lab;
        Duration drain = HASTY;

        Closing(Lab lab) {
            this.lab = lab;
        }

        @Override
        public void close() {
            lab.close(drain);
        }
    }

    /** One scenario in one lab. */
    private static final class Run {
        private final Scenario scenario;
        private final Settings settings;
        private final PlaySink sink;
        private final WarmUp warmUp;
        private final Lab lab;
        private final LabLinks links;
        private LinkCounts nodeBytes = LinkCounts.ZERO;
        private LinkCounts clientBytes = LinkCounts.ZERO;
        private int openTurn;
        private SessionId session;
        private String openNode = "";

        Run(Scenario scenario, Settings settings, PlaySink sink, WarmUp warmUp, Lab lab) {
            this.scenario = scenario;
            this.settings = settings;
            this.sink = sink;
            this.warmUp = warmUp;
            this.lab = lab;
            this.links = new LabLinks(scenario.network(), lab, sink);
        }

        Ending play() throws InterruptedException, IOException {
            sink.emit(new LabEvent.ScenarioStarted(lab.clock().instant(), "lab", scenario.name(), settings.mode().word(), settings.consistency().word(), settings.seed()));
            Ending ending = Ending.failed("interrupted");
            try {
                ending = playAll();
                return ending;
            } catch (InterruptedException e) {
                ending = new Ending("interrupted", "");
                throw e;
            } finally {
                sink.emit(new LabEvent.ScenarioEnded(lab.clock().instant(), "lab", scenario.name(), settings.mode().word(), ending.word()));
            }
        }

        private Ending playAll() throws InterruptedException, IOException {
            Nodes nodes = lab.connect(Scenario.CLIENT);
            if (!lab.awaitLinked(LINK_UP)) return Ending.failed("the nodes did not link up within " + LINK_UP.toSeconds() + " s");
            warmUp.run(lab);
            links.shapeNodes();
            links.shapeClient(Scenario.CLIENT);
            settle();
            countLinks(0, "lab");
            scenario.opening().ifPresent(this::say);
            try (var client = new RoamingClient(clientSettings(), nodes, start(), new SplittableRandom(settings.seed()), sink, lab.clock());
                 var faults = new FaultRunner(scenario, lab, links, sink)) {
                Ending ending = Ending.DONE;
                for (Scenario.Turn turn : scenario.turns()) {
                    if (turn.number() > 1) Thread.sleep(settings.profile().filter("instant"::equals).isPresent() ? Duration.ZERO : scenario.think());
                    ending = play(client, faults, turn);
                    if (!ending.equals(Ending.DONE)) break;
                }
                faults.healAll();
                if (openTurn > 0) finishLast();
                return ending;
            }
        }

        private Ending play(RoamingClient client, FaultRunner faults, Scenario.Turn turn) throws InterruptedException {
            closeTurn();
            turn.say().ifPresent(this::say);
            switch (turn.place()) {
                case Place.At(var position) -> client.moveTo(new Position(position.x(), position.y()));
                case Place.AtNode(var node) -> client.goTo(node);
            }
            faults.turn(turn.number());
            openTurn = turn.number();
            session = client.session();
            int[] attempt = {1};
            try {
                client.ask(turn.text(), options(), new AnswerListener() {
                    @Override
                    public void piece(String text) {
                        sink.piece(turn.number(), attempt[0], text);
                    }

                    @Override
                    public void restarted() {
                        attempt[0]++;
                    }
                });
                openNode = client.node();
                return Ending.DONE;
            } catch (TurnFailedException e) {
                openNode = client.node();
                return e.code().equals("cancelled") ? Ending.failed("stopped") : Ending.failed("turn " + turn.number() + " was given up: " + e.getMessage());
            }
        }

        private ClientSettings clientSettings() {
            var retries = RetryPolicy.DEFAULT.withDeadline(scenario.patience()).withSilence(SILENCE);
            var client = ClientSettings.of(Scenario.CLIENT).withUser(scenario.user()).withMode(settings.mode()).withConsistency(settings.consistency())
                    .withRetries(retries).withSaysWhere(scenario.saysWhere());
            return scenario.system().isPresent() ? client.withSystem(scenario.system().get()) : client;
        }

        private AskOptions options() {
            var options = AskOptions.STREAM.withMaxTokens(scenario.sampling().maxTokens());
            if (!scenario.maxWait().equals(TurnRequest.DEFAULT_MAX_WAIT)) options = options.withMaxWait(scenario.maxWait());
            for (var field : scenario.sampling().fields().entrySet()) options = options.with(field.getKey(), new RawValue(field.getValue()));
            return options;
        }

        private Position start() {
            return switch (scenario.turns().getFirst().place()) {
                case Place.At(var position) -> new Position(position.x(), position.y());
                case Place.AtNode(var node) -> scenario.nodes().stream().filter(n -> n.name().equals(node)).findFirst()
                        .map(n -> new Position(n.position().x(), n.position().y())).orElseThrow();
            };
        }

        private void say(String text) {
            sink.emit(new LabEvent.Said(lab.clock().instant(), "lab", text));
        }

        // ---- bytes: what passed since the last turn began belongs to that turn

        private void closeTurn() {
            if (openTurn == 0) return;
            countLinks(openTurn, openNode);
            LinkCounts now = lab.clientTraffic(Scenario.CLIENT);
            LinkCounts own = now.since(clientBytes);
            clientBytes = now;
            sink.emit(new ClientEvent.TurnBytes(lab.clock().instant(), openNode, Scenario.CLIENT, session, openTurn, own.forward(), own.backward()));
        }

        private void countLinks(int turn, String node) {
            LinkCounts now = lab.nodeTraffic();
            long bytes = now.since(nodeBytes).bytes();
            nodeBytes = now;
            sink.emit(new LabEvent.LinkBytes(lab.clock().instant(), node.isEmpty() ? "lab" : node, Scenario.CLIENT, turn, turn == 0 ? 0 : bytes, turn == 0 ? bytes : 0));
        }

        /** The last turn's bytes: until all replicas are level and the links have been quiet for a second. */
        private void finishLast() throws InterruptedException {
            lab.awaitLevel(LEVEL);
            settle();
            closeTurn();
        }

        /** Beats pass on idle links too, so quiet means: nothing has been written for a while. */
        private void settle() throws InterruptedException {
            Thread.sleep(QUIET);
        }
    }
}
