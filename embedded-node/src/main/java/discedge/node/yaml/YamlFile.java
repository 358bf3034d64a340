package discedge.node.yaml;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads a YAML file into values that know their lines. */
public final class YamlFile {
    /** A file a person wrote is smaller than this. */
    static final int MAX_CHARACTERS = 2_000_000;
    private static final int MAX_DEPTH = 20;

    private final Problems problems;

    private YamlFile(Problems problems) {
        this.problems = problems;
    }

    /** @throws InvalidFileException if there is no such file, or it is no text in UTF-8 */
    public static String text(Path file) throws InvalidFileException {
        try {
            if (Files.isDirectory(file)) throw new InvalidFileException(new Problem(file.toString(), 0, "this is a folder, not a file"));
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new InvalidFileException(new Problem(file.toString(), 0, "there is no such file"));
        } catch (CharacterCodingException e) {
            throw new InvalidFileException(new Problem(file.toString(), 0, "this is no text in UTF-8"));
        } catch (IOException e) {
            throw new InvalidFileException(new Problem(file.toString(), 0, "cannot be read: " + e.getMessage()));
        }
    }

    /** The file's one mapping; empty if there is none, which {@code problems} then says. An empty file is an empty mapping if {@code mayBeEmpty}. */
    public static Optional<YamlMap> parse(String text, Problems problems, boolean mayBeEmpty) {
        var options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setNestingDepthLimit(MAX_DEPTH);
        Node root;
        try {
            root = new Yaml(options).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            problems.add(line, "not YAML: " + e.getProblem() + (e.getContext() == null ? "" : " " + e.getContext()));
            return Optional.empty();
        } catch (YAMLException e) {
            problems.add(0, "not YAML: " + e.getMessage().lines().findFirst().orElse("").strip());
            return Optional.empty();
        }
        if (root == null || root instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL)) {
            if (mayBeEmpty) return Optional.of(new YamlMap(1, "file", Map.of(), problems));
            problems.add(0, "the file is empty");
            return Optional.empty();
        }
        return switch (new YamlFile(problems).value(root, "file", 0)) {
            case YamlMap map -> Optional.of(map);
            case YamlValue other -> {
                problems.add(other.line(), "the file is no mapping of keys to values, but " + other.what());
                yield Optional.empty();
            }
        };
    }

    private YamlValue value(Node node, String name, int depth) {
        int line = node.getStartMark().getLine() + 1;
        if (depth > MAX_DEPTH) { // Only an alias to what contains it gets here.
            problems.add(line, "nested deeper than " + MAX_DEPTH + " levels");
            return new YamlValue.Nothing(line);
        }
        return switch (node) {
            case MappingNode mapping -> map(mapping, name, line, depth);
            case SequenceNode sequence -> {
                var values = new ArrayList<YamlValue>();
                for (Node element : sequence.getValue()) values.add(value(element, name, depth + 1));
                yield new YamlValue.Items(line, values);
            }
            case ScalarNode scalar when scalar.isPlain() && scalar.getTag().equals(Tag.NULL) -> new YamlValue.Nothing(line);
            case ScalarNode scalar -> new YamlValue.Text(line, scalar.getValue());
            default -> throw new IllegalStateException("SnakeYAML made a node of another kind: " + node.getNodeId());
        };
    }

    private YamlMap map(MappingNode mapping, String name, int line, int depth) {
        var entries = new LinkedHashMap<String, YamlMap.Entry>();
        for (var tuple : mapping.getValue()) {
            int keyLine = tuple.getKeyNode().getStartMark().getLine() + 1;
            if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
                problems.add(keyLine, "a key is a plain word, not a list or mapping");
                continue;
            }
            String key = scalar.getValue();
            var entry = new YamlMap.Entry(keyLine, key, value(tuple.getValueNode(), key, depth + 1));
            var first = entries.putIfAbsent(YamlMap.plain(key), entry);
            if (first != null) problems.add(keyLine, "'" + key + "' stands twice, first in line " + first.line());
        }
        return new YamlMap(line, name, entries, problems);
    }
}
