package discedge.cli;

import discedge.context.Consistency;
import discedge.context.PrewarmPolicy;
import discedge.experiment.scenario.ScenarioReader;
import discedge.node.EngineOptions;
import discedge.node.NearestName;
import discedge.node.NodeConfig;
import discedge.node.Version;
import discedge.session.ContextMode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code discedge run}. */
@Command(name = "run", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Plays a scenario on a fresh lab and saves what was seen: run.dcerun, turns.csv and summary.json.",
                "Exit code 0 only if every turn was answered. Ctrl+C saves what there is and exits 1."})
final class RunCommand implements Callable<Integer> {
    static final long SEED = 1;

    private final RunSession runs;
    private final EngineSupply supply;

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Parameters(paramLabel = "SCENARIO.yaml", description = "what to play (docs/scenarios.md)")
    private Path scenario;

    @Option(names = "--mode", paramLabel = "MODE", split = ",", converter = Mode.class,
            description = "tokenized, raw or client-side; several with commas; default tokenized")
    private List<ContextMode> modes = List.of(ContextMode.TOKENIZED);

    @Option(names = "--consistency", paramLabel = "WORD", converter = ConsistencyWord.class, description = "strong or available; default strong")
    private Consistency consistency = Consistency.STRONG;

    @Option(names = "--profile", paramLabel = "NAME", converter = Profile.class,
            description = "instant, jetson-tx2, apple-m2 or raspberry-pi-4 for all nodes; default: as the scenario says")
    private Optional<String> profile = Optional.empty();

    @Option(names = "--prewarm", paramLabel = "WORD", converter = Policy.class,
            description = "whose contexts nodes evaluate before the client is there: off, all or predicted; default predicted")
    private PrewarmPolicy prewarm = PrewarmPolicy.PREDICTED;

    @Option(names = "--seed", paramLabel = "N", description = "of the lab and its engines; default " + SEED)
    private long seed = SEED;

    @Option(names = "--out", paramLabel = "DIR", description = "folder for the files; default a new one in runs/")
    private Optional<Path> out = Optional.empty();

    RunCommand(RunSession runs, EngineSupply supply) {
        this.runs = runs;
        this.supply = supply;
    }

    @Override
    public Integer call() throws Exception {
        return runs.play(ScenarioReader.read(scenario), new RunSession.Plan(supply.of(engine), store.stores(), modes.stream().distinct().toList(), consistency, profile, seed, prewarm, out));
    }

    static final class Mode implements ITypeConverter<ContextMode> {
        @Override
        public ContextMode convert(String word) {
            return ContextMode.ofWord(known(word, Arrays.stream(ContextMode.values()).map(ContextMode::word).toList()));
        }
    }

    static final class ConsistencyWord implements ITypeConverter<Consistency> {
        @Override
        public Consistency convert(String word) {
            return Consistency.ofWord(known(word, Arrays.stream(Consistency.values()).map(Consistency::word).toList()));
        }
    }

    static final class Profile implements ITypeConverter<String> {
        @Override
        public String convert(String word) {
            return known(word, NodeConfig.PROFILES);
        }
    }

    static final class Policy implements ITypeConverter<PrewarmPolicy> {
        @Override
        public PrewarmPolicy convert(String word) {
            return PrewarmPolicy.ofWord(known(word, Arrays.stream(PrewarmPolicy.values()).map(PrewarmPolicy::word).toList()));
        }
    }

    private static String known(String word, List<String> words) {
        if (words.contains(word)) return word;
        throw new TypeConversionException("'" + word + "' is none of " + String.join(", ", words) + NearestName.hint(word, words));
    }
}
