package discedge.engine.llama;

import discedge.tokens.Fingerprint;
import java.util.Optional;

/**
 * What only loading a model tells of it.
 *
 * @param template {@code chatml}, {@code own} or {@code plain}: how messages are put before it
 */
public record ModelFacts(Fingerprint fingerprint, String template) {
    private static final String SEPARATOR = " ";

    String line() {
        return fingerprint + SEPARATOR + template;
    }

    static Optional<ModelFacts> ofLine(String line) {
        String[] words = line.strip().split(SEPARATOR);
        return words.length == 2 && words[0].matches("[0-9a-f]{16}") ? Optional.of(new ModelFacts(new Fingerprint(words[0]), words[1])) : Optional.empty();
    }
}
