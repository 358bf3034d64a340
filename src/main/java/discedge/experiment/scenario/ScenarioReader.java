package discedge.experiment.scenario;

import discedge.context.TurnRequest;
import discedge.engine.Sampling;
import discedge.node.yaml.InvalidFileException;
import discedge.node.yaml.Problems;
import discedge.node.yaml.YamlFile;
import discedge.node.yaml.YamlMap;
import discedge.session.WindowPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads scenario files: the prototype's plain form, its roaming form with {@code locations}, and ours (docs/scenarios.md).
 * Everything wrong is collected and reported with its line.
 */
public final class ScenarioReader {
    static final Duration THINK = Duration.ofMillis(500);
    static final Duration PATIENCE = Duration.ofSeconds(30);
    /** As the prototype has it. */
    static final String USER = "user123";

    /** Names of the files in {@code scenarios/}. */
    public static final List<String> SHIPPED = List.of("cut-during-roam.yaml", "daily-commute.yaml", "paper-nine-turns.yaml", "paper-roaming.yaml", "small-model.yaml");

    private static final String[] KEYS = {"name", "model_name", "user_id", "messages", "locations", "nodes", "links", "client_link", "client", "faults",
        "sampling", "system", "window_policy", "max_wait_ms", "say"};

    private final Problems problems;

    private ScenarioReader(Problems problems) {
        this.problems = problems;
    }

    /** @throws InvalidFileException with every problem and its line */
    public static Scenario read(Path file) throws InvalidFileException {
        return parse(YamlFile.text(file), file.toString());
    }

    /** One that is shipped. @param name of {@link #SHIPPED} */
    public static Scenario shipped(String name) {
        try {
            return parse(shippedText(name), "scenarios/" + name);
        } catch (InvalidFileException e) {
            throw new IllegalStateException("scenarios/" + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** As a person reads it. @param name of {@link #SHIPPED} */
    public static String shippedText(String name) {
        try (var in = ScenarioReader.class.getResourceAsStream("/scenarios/" + name)) {
            if (in == null) throw new IllegalStateException("scenarios/" + name + " is not on the class path: build with Maven");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("scenarios/" + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** @param file the name that problems are reported under */
    public static Scenario parse(String text, String file) throws InvalidFileException {
        var problems = new Problems(file);
        Optional<YamlMap> root = YamlFile.parse(text, problems, false);
        problems.throwIfAny();
        var reader = new ScenarioReader(problems);
        Scenario scenario = reader.scenario(root.orElseThrow(), file);
        problems.throwIfAny();
        return scenario;
    }

    /**
     * The nodes and links of a scenario file, or of one that has nothing else: {@code messages} may be missing.
     *
     * @throws InvalidFileException with every problem and its line
     */
    public static Network network(Path file) throws InvalidFileException {
        String text = YamlFile.text(file);
        var problems = new Problems(file.toString());
        Optional<YamlMap> root = YamlFile.parse(text, problems, false);
        problems.throwIfAny();
        if (root.orElseThrow().has("messages") || root.get().has("locations")) return parse(text, file.toString()).network();
        var nodes = new NetworkReader(problems, root.get().only(KEYS));
        if (!root.get().has("nodes")) problems.add(root.get().line(), "'nodes' is missing");
        problems.throwIfAny();
        return new Network(root.get().text("name").orElseGet(() -> bare(file.toString())), nodes.nodes(), nodes.links(), nodes.clientLink(), List.of());
    }

    private Scenario scenario(YamlMap root, String file) {
        root.only(KEYS);
        NetworkReader network = new NetworkReader(problems, root);
        TurnsReader turns = new TurnsReader(problems, root, network.nodes());
        List<Scenario.Turn> played = turns.turns();
        List<Fault> faults = new FaultsReader(problems, network.nodes(), network.links(), played.size()).faults(root);
        Optional<YamlMap> client = root.map("client");
        return new Scenario(file, root.text("name").orElseGet(() -> bare(file)), root.text("model_name"), root.text("user_id").orElse(USER),
                network.nodes(), network.links(), network.clientLink(),
                client.flatMap(map -> map.duration("think")).orElse(THINK), client.flatMap(map -> map.duration("patience")).orElse(PATIENCE),
                client.flatMap(map -> map.word("sends_position", List.of("true", "false"))).map("true"::equals).orElse(false), played, faults, sampling(root), root.text("system").or(turns::system),
                root.parsed("window_policy", WindowPolicy::ofWord).orElse(WindowPolicy.DROP_OLDEST),
                root.number("max_wait_ms", 0, 600_000).stream().mapToObj(Duration::ofMillis).findFirst().orElse(TurnRequest.DEFAULT_MAX_WAIT),
                root.text("say"), problems.notes());
    }

    /** The paper's (A.1) where the file says nothing. */
    private static Sampling sampling(YamlMap root) {
        var fields = new TreeMap<String, String>();
        fields.put("temperature", "0");
        fields.put("seed", "123");
        int longest = Sampling.DEFAULT_MAX_TOKENS;
        Optional<YamlMap> map = root.map("sampling");
        if (map.isPresent()) {
            map.get().only("n_predict", "temperature", "seed");
            longest = (int) map.get().number("n_predict", 1, 100_000).orElse(longest);
            map.get().decimal("temperature", 0, 10).ifPresent(value -> fields.put("temperature", plain(value)));
            map.get().number("seed", Integer.MIN_VALUE, Integer.MAX_VALUE).ifPresent(value -> fields.put("seed", Long.toString(value)));
        }
        return new Sampling(longest, List.of(), fields);
    }

    private static String plain(double value) {
        return java.math.BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static String bare(String file) {
        return Path.of(file).getFileName().toString().replaceFirst("\\.ya?ml$", "");
    }
}
