package discedge.console.engines;

import discedge.console.files.Work;
import discedge.console.kit.Command;
import discedge.console.kit.Commands;
import discedge.console.kit.Notices;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.model.Preferences;
import discedge.models.KnownModel;
import discedge.models.Progress;
import discedge.node.EngineConfig;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** From the simulated LLM to a real model, which is fetched if none is here, and back. What was chosen holds for later starts, too. On the FX thread. */
public final class EngineCommands {
    public static final String REAL = "real-model";
    public static final String SIMULATED = "simulated-llm";
    /** In the order of a menu. */
    public static final List<String> IDS = List.of(REAL, SIMULATED);
    private static final String NOTICE = "engine";

    private final Optional<EngineChoice> choice;
    private final Notices notices;
    private final Work work;
    private final Preferences settings;

    public EngineCommands(Optional<EngineChoice> choice, Notices notices, Work work, Preferences settings) {
        this.choice = choice;
        this.notices = notices;
        this.work = work;
        this.settings = settings;
    }

    public void addTo(Commands commands) {
        commands.add(Command.of("real-model", "", () -> isSimulated(), this::useModel));
        commands.add(Command.of("simulated-llm", "", () -> choice.isPresent() && !isSimulated(), this::useSimulated));
    }

    /** There is a lab, and its answers are made up. */
    public boolean isSimulated() {
        return choice.filter(its -> its.now() instanceof EngineConfig.Simulated).isPresent();
    }

    /** What a click leads to: {@code Use a real model · 98 MB}, or the name of the one that is here. */
    public String offer() {
        return choice.flatMap(EngineChoice::here).map(model -> Words.of("engine.use.here", model)).orElseGet(() -> Words.of("engine.use", KnownModel.SMOLLM2.bytes() / 1_000_000));
    }

    private void useModel() {
        EngineChoice its = choice.orElseThrow();
        if (isBusy(its)) return;
        notices.close(NOTICE);
        work.start("model", report -> its.supply(new Progress() {
            private boolean goesOn = true;

            @Override
            public void at(Step step, long done, long total) {
                goesOn = report.at(words(step, done, total), total <= 0 ? 0 : done / (double) total);
            }

            @Override
            public boolean cancelled() {
                return !goesOn;
            }
        }), model -> begin(its, model), this::notFetched);
    }

    private static String words(Progress.Step step, long done, long total) {
        return Words.of("engine.step." + step.name().toLowerCase(Locale.ROOT), KnownModel.SMOLLM2.name(), Units.bytes(done), Units.bytes(Math.max(done, total)));
    }

    /** The lab may have become busy while the model was on its way. */
    private void begin(EngineChoice its, EngineConfig model) {
        if (isBusy(its)) return;
        settings.set(settings.now().withSimulated(false));
        its.change(model);
    }

    private void notFetched(Exception problem) {
        notices.show(NOTICE, Words.of("engine.not-fetched", problem.getMessage() == null ? problem.toString() : problem.getMessage()),
                Optional.of(new Notices.Action(Words.of("engine.again"), this::useModel)));
    }

    private void useSimulated() {
        EngineChoice its = choice.orElseThrow();
        if (isBusy(its)) return;
        settings.set(settings.now().withSimulated(true));
        its.change(EngineConfig.Simulated.STANDARD);
    }

    private boolean isBusy(EngineChoice its) {
        Optional<String> why = its.busy();
        why.ifPresent(words -> notices.show(NOTICE, words));
        return why.isPresent();
    }
}
