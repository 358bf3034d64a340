package discedge.node.yaml;

import java.util.List;

/** One value of a YAML file. Scalars stay texts: what they mean is the schema's to say, so a node may be named {@code on} or {@code 1}. */
public sealed interface YamlValue permits YamlMap, YamlValue.Items, YamlValue.Text, YamlValue.Nothing {
    /** From 1. */
    int line();

    /** What a person would call it. */
    default String what() {
        return switch (this) {
            case YamlMap map -> "a mapping";
            case Items items -> "a list";
            case Text text -> "'" + text.value() + "'";
            case Nothing nothing -> "nothing";
        };
    }

    /** A list. */
    record Items(int line, List<YamlValue> values) implements YamlValue {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** A scalar as written, quotes and escapes resolved. */
    record Text(int line, String value) implements YamlValue {}

    /** A key without a value. */
    record Nothing(int line) implements YamlValue {}
}
