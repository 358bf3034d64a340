package discedge.console.scenario;

import discedge.console.ConsoleContext;
import discedge.console.kit.Showing;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.experiment.scenario.Scenario;
import discedge.node.yaml.Problem;
import discedge.timeline.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;

/** What a scenario will do, does, or what is wrong with it. On the FX thread. */
final class PlayPane {
    private final ConsoleContext console;
    private final Parts parts;
    private final ResultPane result;
    private Optional<Draft.Checked> checked = Optional.empty();
    private Optional<Play> play = Optional.empty();
    private int current = -1;

    /** Its nodes, from the screen's file. */
    record Parts(Label title, Label about, Button watch, ProgressBar progress, ListView<Step> steps, ListView<Problem> problems, VBox result) {}

    PlayPane(ConsoleContext console, Parts parts, ResultPane result, Consumer<Problem> goTo) {
        this.console = console;
        this.parts = parts;
        this.result = result;
        parts.steps().setCellFactory(_ -> new StepCell());
        parts.problems().setCellFactory(_ -> new ProblemCell());
        parts.problems().setOnMouseClicked(_ -> chosen().ifPresent(goTo));
        parts.problems().setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) chosen().ifPresent(goTo);
        });
        parts.watch().setOnAction(_ -> play.ifPresent(Play::watch));
    }

    private Optional<Problem> chosen() {
        return Optional.ofNullable(parts.problems().getSelectionModel().getSelectedItem());
    }

    /** The text has changed: what was played before it is over and done with. */
    void show(Draft.Checked found) {
        checked = Optional.of(found);
        if (play.filter(its -> !its.isOver()).isEmpty()) play = Optional.empty();
        update(Optional.empty());
    }

    void show(Play begun) {
        play = Optional.of(begun);
        current = -1;
        update(Optional.empty());
    }

    void show(Frame frame) {
        if (play.isPresent()) update(Optional.of(frame));
    }

    private void update(Optional<Frame> frame) {
        if (play.isPresent()) playing(play.get(), frame);
        else if (checked.isPresent()) idle(checked.get());
    }

    // ---- before

    private void idle(Draft.Checked found) {
        Showing.seen(parts.watch(), false);
        parts.progress().setVisible(false);
        result.show(Optional.empty());
        switch (found) {
            case Draft.Checked.Good(Scenario scenario) -> {
                parts.title().setText(Words.of("scenario.steps"));
                parts.about().setText(about(scenario));
                steps(Steps.planned(scenario));
            }
            case Draft.Checked.Bad(List<Problem> problems) -> {
                parts.title().setText(problems.size() == 1 ? Words.of("scenario.problems.one") : Words.of("scenario.problems.more", problems.size()));
                parts.about().setText(Words.of("scenario.problems.about"));
                parts.problems().getItems().setAll(problems);
            }
        }
        boolean wrong = found instanceof Draft.Checked.Bad;
        parts.steps().setVisible(!wrong);
        parts.problems().setVisible(wrong);
    }

    private static String about(Scenario scenario) {
        String words = count("turns", scenario.turns().size()) + " · " + count("nodes", scenario.nodes().size()) + " · " + count("faults", scenario.faults().size());
        return scenario.notes().isEmpty() ? words : words + " · " + scenario.notes().getFirst().message();
    }

    private static String count(String what, int count) {
        return count == 1 ? Words.of("scenario." + what + ".one") : Words.of("scenario." + what + ".more", count);
    }

    // ---- while it plays, and after

    private void playing(Play now, Optional<Frame> frame) {
        Scenario scenario = now.scenario();
        World world = frame.map(now::world).orElse(World.empty(discedge.timeline.world.Source.EMBEDDED));
        int answered = Steps.answered(scenario, world);
        parts.steps().setVisible(true);
        parts.problems().setVisible(false);
        parts.progress().setVisible(true);
        parts.progress().setProgress(answered / (double) scenario.turns().size());
        Showing.text(parts.title(), title(now, world));
        Showing.text(parts.about(), elapsed(world) + " · " + scenario.name());
        Showing.seen(parts.watch(), true);
        Showing.text(parts.watch(), now.isWatched() ? Words.of("scenario.watched") : Words.of("scenario.watch"));
        parts.watch().setDisable(now.isWatched());
        steps(Steps.of(scenario, world));
        follow();
        result.show(now.result());
    }

    private static String title(Play now, World world) {
        if (now.isStopping()) return Words.of("scenario.stopping");
        int turns = now.scenario().turns().size();
        int turn = world.scenario().map(its -> its.turn()).orElse(0);
        if (now.isOver()) return Words.of("scenario.over", Steps.answered(now.scenario(), world), turns);
        return turn == 0 ? Words.of("scenario.starting") : Words.of("scenario.turn", turn, turns);
    }

    private static String elapsed(World world) {
        return world.scenario().map(its -> Duration.between(its.began(), its.ended().orElse(world.now()))).map(Units::clock).orElse("00:00");
    }

    private void steps(List<Step> now) {
        var items = parts.steps().getItems();
        if (items.size() != now.size()) {
            items.setAll(now);
            return;
        }
        for (int i = 0; i < now.size(); i++) if (!now.get(i).equals(items.get(i))) items.set(i, now.get(i));
    }

    /** Keeps the step that runs in sight, once as it begins: the person may look elsewhere meanwhile. */
    private void follow() {
        List<Step> items = parts.steps().getItems();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).isFault() || items.get(i).state() != Step.State.RUNNING) continue;
            if (i != current) parts.steps().scrollTo(Math.max(0, i - 2));
            current = i;
        }
    }
}
