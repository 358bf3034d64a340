package discedge.experiment.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.node.NodeConfig;
import discedge.node.NodeConfigReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocumentedScenariosTest {
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyExampleInTheScenariosDocumentIsReadable() throws Exception {
        List<String> examples = examples(Path.of("..", "docs", "scenarios.md"));
        assertEquals(3, examples.size());
        for (String example : examples) assertTrue(!ScenarioReader.parse(example, "docs/scenarios.md").turns().isEmpty());
        Scenario whole = ScenarioReader.parse(examples.get(2), "docs/scenarios.md");
        assertEquals("AABC", String.join("", whole.turns().stream().map(whole::nodeOf).toList()));
    }

    @Test
    void theConfigurationInTheReadmeIsTheDefaults() throws Exception {
        assertEquals(NodeConfig.standard(), NodeConfigReader.parse(examples(Path.of("..", "README.md")).getFirst(), "README.md"));
    }

    private static List<String> examples(Path file) throws Exception {
        return YAML.matcher(Files.readString(file).replace("\r\n", "\n")).results().map(match -> match.group(1)).toList();
    }
}
