package discedge.cli;

import discedge.console.Console;
import discedge.console.Folders;
import discedge.experiment.run.RunFileStream;
import discedge.experiment.scenario.Network;
import discedge.experiment.scenario.ScenarioReader;
import discedge.lab.remote.NodeAddress;
import discedge.node.CommandLines.FailedException;
import discedge.node.EngineOptions;
import discedge.node.NearestName;
import discedge.node.Version;
import discedge.node.yaml.InvalidFileException;
import java.io.IOException;
import discedge.lab.store.LabStores;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code discedge console}. */
@Command(name = "console", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Opens the operator console: a lab of linked nodes that runs behind it, or a run that was saved.",
                "Without options: three nodes on a model that is here ('model list'), else on a simulated LLM, with a demonstration that plays, and the nodes of other processes that were added in the window before.",
                "With --connect: those nodes and no others; beside a lab if --lab names one."})
final class ConsoleCommand implements Callable<Integer> {
    private static final List<String> THEMES = List.of("dark", "light");

    private final Window window;
    private final EngineSupply supply;

    @Spec
    private CommandSpec spec;

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(names = "--lab", paramLabel = "FILE", description = "nodes and links of the lab, as in a scenario file (docs/scenarios.md)")
    private Optional<Path> lab = Optional.empty();

    @Option(names = "--connect", paramLabel = "ADDRESS", description = "a node of another process, as HOST:PORT or http://HOST:PORT; may be given again")
    private List<String> connect = List.of();

    @Option(names = "--links", paramLabel = "ADDRESS", description = "relays between such nodes (discedge links), whose links can be slowed and cut; may be given again")
    private List<String> links = List.of();

    @Option(names = "--open", paramLabel = "RUN.dcerun", description = "a saved run, to look at in place of a lab")
    private Optional<Path> open = Optional.empty();

    @Option(names = "--theme", paramLabel = "NAME", converter = ThemeWord.class, description = "dark or light; default: as the settings say")
    private Optional<String> theme = Optional.empty();

    ConsoleCommand(Window window, EngineSupply supply) {
        this.window = window;
        this.supply = supply;
    }

    /** The console, seen from here. */
    interface Window {
        /** Why none can open, and what to do; empty if one can. */
        Optional<String> unavailable();

        /** @return the exit code, once it is closed */
        int run(Console.Options options) throws Exception;
    }

    @Override
    public Integer call() throws Exception {
        checkUsage();
        LabStores stores = store.stores();
        Optional<Network> network = lab.isPresent() ? Optional.of(ScenarioReader.network(lab.get())) : Optional.empty();
        if (open.isPresent()) check(open.get());
        Optional<String> missing = window.unavailable();
        if (missing.isPresent()) throw new FailedException("no window can open: " + missing.get());
        try {
            return window.run(new Console.Options(network, open, connect, links, theme, Folders.platform(), supply.config(engine), stores));
        } catch (Console.NoWindowException e) {
            throw new FailedException("no window can open: " + e.getMessage());
        }
    }

    private void checkUsage() {
        boolean noLab = lab.isEmpty() && !connect.isEmpty();
        if (lab.isPresent() && open.isPresent()) throw wrong("a saved run has no lab: give --lab or --open, not both");
        if (open.isPresent() && !connect.isEmpty()) throw wrong("a saved run has no nodes: give --connect or --open, not both");
        if (engine.given() && open.isPresent()) throw wrong("a saved run has its answers: give an engine or --open, not both");
        if (engine.given() && noLab) throw wrong("nodes of other processes have engines of their own: give an engine or --connect, or both with a --lab");
        if (store.given() && (open.isPresent() || noLab)) throw wrong("--fred and --fred-bin are for a lab's nodes, and there is no lab here");
        for (String address : connect) checkAddress("--connect", address);
        for (String address : links) checkAddress("--links", address);
    }

    private void checkAddress(String option, String address) {
        try {
            NodeAddress.parse(address);
        } catch (IllegalArgumentException e) {
            throw wrong(option + ": " + e.getMessage());
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    /** What is no run file is said before a window opens; the rest of it is read behind one. */
    private static void check(Path file) throws InvalidFileException, IOException {
        RunFileStream.open(file).close();
    }

    static final class ThemeWord implements ITypeConverter<String> {
        @Override
        public String convert(String word) {
            if (THEMES.contains(word)) return word;
            throw new TypeConversionException("'" + word + "' is none of " + String.join(", ", THEMES) + NearestName.hint(word, THEMES));
        }
    }
}
