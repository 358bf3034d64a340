package discedge.console.scenario;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.event.LabEvent;
import discedge.experiment.run.FaultSeen;
import discedge.experiment.run.Summary;
import discedge.experiment.run.Totals;
import discedge.experiment.run.TurnRow;
import discedge.experiment.run.TurnRows;
import discedge.experiment.scenario.Scenario;
import discedge.timeline.log.EventStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came of a scenario, from its log.
 *
 * @param ending {@code done}, {@code failed}, {@code interrupted}
 * @param simulated times and texts of answers are not a model's
 * @param folder of the run's files; empty if they could not be saved
 * @param trouble why they could not, in a sentence
 */
record Result(String ending, Summary.ModeRun run, boolean simulated, Optional<Path> folder, Optional<String> trouble) {
    /** Takes a while of a long log: on any thread. */
    static Result of(Scenario scenario, EventStore store, Optional<Path> folder, Optional<String> trouble) {
        var rows = new TurnRows(scenario);
        String[] ending = {"failed"};
        store.forEach(1, store.size(), seen -> {
            rows.apply(seen.event());
            if (seen.event() instanceof LabEvent.ScenarioEnded end) ending[0] = end.outcome();
        });
        var run = new Summary.ModeRun(scenario.turns().size(), ending[0], "", rows.rows(), rows.faults(), rows.setupBytes(), "predicted", rows.prewarms());
        return new Result(ending[0], run, rows.simulated(), folder, trouble);
    }

    boolean complete() {
        return run.complete();
    }

    /** For the pill. */
    String title() {
        return Words.of("scenario.result." + (complete() ? "complete" : ending.equals("interrupted") ? "stopped" : "failed"));
    }

    /** What a person wants to know first. */
    List<String> sentences() {
        Totals totals = run.totals();
        var words = new ArrayList<String>();
        words.add(Words.of("scenario.result.answered", totals.answered(), run.planned()) + count("roams", totals.roamed()) + count("retries", totals.attempts() - totals.turns()));
        givenUp().ifPresent(words::add);
        totals.medianTotal().ifPresent(total -> words.add(Words.of("scenario.result.times", Units.time(total), Units.time(totals.medianFirstToken()), Units.time(waited(totals)))));
        if (totals.linkBytes() > 0) words.add(Words.of("scenario.result.bytes", Units.bytes(totals.linkBytes()), Units.bytes(totals.valueBytes()), Units.bytes(totals.requestBytes())));
        for (FaultSeen fault : run.faults()) words.add(fault(fault));
        if (simulated) words.add(Words.of("scenario.result.simulated"));
        return words;
    }

    private static Duration waited(Totals totals) {
        return totals.stages().waited().orElse(Duration.ZERO);
    }

    private static String count(String what, int count) {
        return count == 0 ? Words.of("scenario.result." + what + ".none") : count == 1 ? Words.of("scenario.result." + what + ".one") : Words.of("scenario.result." + what + ".more", count);
    }

    private Optional<String> givenUp() {
        return run.turns().stream().filter(row -> !row.outcome().answered()).findFirst().map(row -> {
            String codes = String.join(", ", row.outcome().refusals().stream().distinct().toList());
            return codes.isEmpty() ? Words.of("scenario.result.broken-off", row.turn(), row.node()) : Words.of("scenario.result.given-up", row.turn(), row.node(), row.outcome().attempts(), codes);
        });
    }

    private String fault(FaultSeen fault) {
        String lasted = fault.lasted().map(Units::time).orElse(Words.of("scenario.result.to-the-end"));
        List<String> held = run.turns().stream().filter(row -> !row.outcome().refusals().isEmpty() && fault.touches(row.sent(), end(row))).map(row -> "" + row.turn()).toList();
        String effect = held.isEmpty() ? Words.of("scenario.result.fault.nothing") : Words.of("scenario.result.fault.held", String.join(", ", held));
        return Words.of("scenario.result.fault", fault.kind().toLowerCase(Locale.ROOT), fault.target(), lasted, effect);
    }

    private static java.time.Instant end(TurnRow row) {
        return row.times().total().map(row.sent()::plus).orElse(java.time.Instant.MAX);
    }
}
