package discedge.console.scenario;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.experiment.scenario.Fault;
import discedge.experiment.scenario.Scenario;
import discedge.timeline.world.FaultState;
import discedge.timeline.world.ScenarioState;
import discedge.timeline.world.SessionState;
import discedge.timeline.world.TurnState;
import discedge.timeline.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps of a scenario, and what a world says of each: a function of the two. */
final class Steps {
    private Steps() {}

    /** Before it plays. */
    static List<Step> planned(Scenario scenario) {
        return of(scenario, Optional.empty());
    }

    static List<Step> of(Scenario scenario, World world) {
        return of(scenario, Optional.of(world));
    }

    /** Turns whose answer the client has. */
    static int answered(Scenario scenario, World world) {
        return (int) session(world).stream().flatMap(session -> session.turnsInOrder().stream()).filter(turn -> turn.stages().total().isPresent()).count();
    }

    /** Faults that wait for a time stand first, those of a turn before it. */
    private static List<Step> of(Scenario scenario, Optional<World> world) {
        var steps = new ArrayList<Step>();
        var met = new ArrayList<FaultState>();
        for (Fault fault : scenario.faults()) if (fault.at() instanceof Fault.When.After) steps.add(fault(fault, world, met));
        String before = "";
        for (Scenario.Turn turn : scenario.turns()) {
            for (Fault fault : scenario.faults()) if (fault.at() instanceof Fault.When.AtTurn(int number) && number == turn.number()) steps.add(fault(fault, world, met));
            Optional<TurnState> seen = world.flatMap(Steps::session).flatMap(session -> session.turn(turn.number()));
            String node = seen.map(state -> state.asked().node()).filter(asked -> !asked.isEmpty()).orElseGet(() -> scenario.nodeOf(turn));
            var step = new Step(turn.number(), turn.text().strip().replaceAll("\\s+", " "), label(scenario, node), scenario.nodeNames().indexOf(node),
                    !before.isEmpty() && !before.equals(node));
            steps.add(seen.map(state -> seen(step, state, world.orElseThrow())).orElse(step));
            before = node;
        }
        return steps;
    }

    /** The scenario's one session. */
    static Optional<SessionState> session(World world) {
        return world.client(Scenario.CLIENT).flatMap(client -> client.session()).flatMap(world::session);
    }

    private static String label(Scenario scenario, String node) {
        return scenario.nodes().stream().filter(its -> its.name().equals(node)).findFirst().map(its -> its.label().equals(node) ? node : node + " " + its.label()).orElse(node);
    }

    private static Step seen(Step step, TurnState turn, World world) {
        Optional<Duration> total = turn.stages().total();
        boolean strained = turn.asked().attempts() > 1 || turn.outcome().stale();
        if (total.isPresent()) return step.is(strained ? Step.State.STRAINED : Step.State.DONE, answer(turn), total);
        Duration soFar = Duration.between(turn.asked().first(), world.now());
        if (!turn.running()) return step.is(Step.State.FAILED, Words.of("scenario.step.given-up", codes(turn)), Optional.of(Duration.between(turn.asked().first(), turn.since())));
        if (world.scenario().filter(ScenarioState::playing).isEmpty()) return step.is(Step.State.FAILED, Words.of("scenario.step.broken-off"), Optional.empty());
        String tried = turn.outcome().refusals().isEmpty() ? "" : " · " + Words.of("scenario.step.refused", codes(turn));
        return step.is(Step.State.RUNNING, Words.of("scenario.phase." + turn.phase()) + tried, Optional.of(soFar.isNegative() ? Duration.ZERO : soFar));
    }

    private static String answer(TurnState turn) {
        var parts = new ArrayList<String>();
        turn.stages().firstToken().ifPresent(first -> parts.add(Words.of("scenario.step.first-token", Units.time(first))));
        if (turn.tokens().answer() > 0) parts.add(Words.of("scenario.step.tokens", Units.count(turn.tokens().answer())));
        if (turn.asked().attempts() > 1) parts.add(Words.of("scenario.step.attempts", turn.asked().attempts()));
        if (turn.outcome().stale()) parts.add(Words.of("scenario.step.stale", String.join(", ", turn.outcome().missing().stream().map(String::valueOf).toList())));
        return String.join(" · ", parts);
    }

    private static String codes(TurnState turn) {
        return String.join(", ", turn.outcome().refusals().stream().map(TurnState.Refusal::code).distinct().toList());
    }

    private static Step fault(Fault fault, Optional<World> world, List<FaultState> met) {
        var step = new Step(0, title(fault), "", -1, false);
        Optional<FaultState> seen = world.stream().flatMap(its -> its.faults().stream())
                .filter(state -> state.kind().equals(fault.kind().word()) && state.target().equals(fault.target().word()) && !met.contains(state)).findFirst();
        if (seen.isEmpty()) return step.is(Step.State.PLANNED, begin(fault), Optional.empty());
        met.add(seen.get());
        FaultState state = seen.get();
        if (state.ended().isPresent()) return step.is(Step.State.DONE, Words.of("scenario.fault.healed"), Optional.of(Duration.between(state.began(), state.ended().get())));
        String heals = state.remaining(world.orElseThrow().now()).map(left -> Words.of("scenario.fault.heals", Units.clock(left))).orElse(Words.of("scenario.fault.stays"));
        return step.is(Step.State.RUNNING, heals, Optional.of(Duration.between(state.began(), world.orElseThrow().now())));
    }

    private static String begin(Fault fault) {
        return switch (fault.at()) {
            case Fault.When.AtTurn(int number) -> Words.of("scenario.fault.at-turn", number);
            case Fault.When.After(Duration start) -> Words.of("scenario.fault.after", Units.time(start));
        };
    }

    private static String title(Fault fault) {
        String what = switch (fault.kind()) {
            case Fault.Kind.Cut(boolean silent) -> Words.of(silent ? "scenario.fault.silent-cut" : "scenario.fault.cut", fault.target().word());
            case Fault.Kind.Delay(Duration to) -> Words.of("scenario.fault.delay", fault.target().word(), Units.time(to));
            case Fault.Kind.Jitter(Duration to) -> Words.of("scenario.fault.jitter", fault.target().word(), Units.time(to));
            case Fault.Kind.Bandwidth(long bytes) -> bytes == 0 ? Words.of("scenario.fault.no-limit", fault.target().word())
                    : Words.of("scenario.fault.bandwidth", fault.target().word(), Units.bytes(bytes));
            case Fault.Kind.Kill _ -> Words.of("scenario.fault.kill", fault.target().word());
            case Fault.Kind.Restart _ -> Words.of("scenario.fault.restart", fault.target().word());
        };
        return fault.lasts().isZero() ? what : Words.of("scenario.fault.for", what, Units.time(fault.lasts()));
    }
}
