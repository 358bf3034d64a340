package discedge.engine.simulated;

import discedge.engine.EngineException;
import discedge.engine.Sampling;
import discedge.session.StopReason;
import discedge.tokens.TokenSequence;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A pure function from (seed, prompt ids, sampling) to an answer: the same on every node, whatever its hardware. It knows no
 * time; {@link HardwareProfile} has the durations.
 *
 * <p>Of the sampling fields it takes {@code seed} (below 0: the model's own), {@code ignore_eos}, {@code stop} and the limit;
 * temperature and its kin change nothing. Every id of the prompt enters the choice of words.
 *
 * <p>As a real model now and then does, it samples ids that are not the ones the tokenizer would give for the same text: a few
 * words are spelled in two pieces. Whoever tokenizes an answer again will see other ids.
 *
 * @param seed used where the request has none
 * @param window the longest prompt and answer together, in ids
 */
public record SimulatedModel(long seed, int window) {
    public static final int DEFAULT_WINDOW = 8192;
    /** An answer ends with the first sentence that reaches a length drawn from here, in ids; about half of them reach 128. */
    private static final int SHORTEST = 40;
    private static final int LONGEST = 200;

    public SimulatedModel {
        if (window < 1) throw new IllegalArgumentException("a window is at least 1 id, got " + window);
    }

    /**
     * The answer to a prompt. With stop texts it ends before the id in which the first of them begins ({@code WORD}); else after
     * {@code maxTokens} ids or where the window is full ({@code LIMIT}; below 0 means as far as the window goes); else where the
     * model has said all ({@code EOS}). A longer limit gives the same ids and more.
     *
     * @throws EngineException if the prompt is longer than the window or has an id outside the vocabulary
     */
    public SampledAnswer answer(TokenSequence prompt, Sampling sampling) {
        check(prompt);
        int room = window - prompt.length();
        int limit = sampling.maxTokens() < 0 ? room : Math.min(sampling.maxTokens(), room);
        SeededChoice choice = new SeededChoice(seedOf(prompt, sampling));
        int planned = choice.between(SHORTEST, LONGEST);
        TokenSequence said = speak(choice, sampling.flag("ignore_eos") ? limit : Math.min(planned, limit));
        TokenSequence ids = said.slice(0, Math.min(said.length(), limit));
        int stopAt = firstStop(ids, sampling.stop());
        if (stopAt >= 0) return new SampledAnswer(ids.slice(0, stopAt), StopReason.WORD);
        return new SampledAnswer(ids, ids.length() < limit ? StopReason.EOS : StopReason.LIMIT);
    }

    private void check(TokenSequence prompt) {
        if (prompt.length() > window) {
            throw new EngineException("the prompt has " + prompt.length() + " ids, the window " + window
                    + "; shorten it or let the window policy drop turns");
        }
        for (int i = 0; i < prompt.length(); i++) {
            int id = prompt.get(i);
            if (id < 0 || id >= Cl100kTokenizer.VOCABULARY) {
                throw new EngineException("id " + id + " of the prompt is outside the vocabulary of " + Cl100kTokenizer.VOCABULARY
                        + "; it comes from another model");
            }
        }
    }

    private long seedOf(TokenSequence prompt, Sampling sampling) {
        long asked = sampling.number("seed", -1);
        return (asked < 0 ? seed : asked) * 0xD1342543DE82EF95L ^ prompt.digest(TokenSequence.EMPTY_DIGEST);
    }

    /** Whole sentences of at least so many ids. */
    private static TokenSequence speak(SeededChoice choice, int length) {
        var sentences = new RobotSentences(choice);
        var parts = new java.util.ArrayList<TokenSequence>();
        int ids = 0;
        while (ids < length) {
            TokenSequence part = spell(sentences.next(), choice);
            parts.add(part);
            ids += part.length();
        }
        return TokenSequence.concat(parts);
    }

    /** The ids of a sentence; in one of three a word's spelling is cut in two. */
    private static TokenSequence spell(String sentence, SeededChoice choice) {
        var tokenizer = Cl100kTokenizer.instance();
        boolean odd = choice.between(0, 2) == 0;
        int cut = choice.between(1, sentence.length() - 1);
        if (!odd || !insideWord(sentence, cut)) return tokenizer.tokenize(sentence);
        return TokenSequence.concat(tokenizer.tokenize(sentence.substring(0, cut)), tokenizer.tokenize(sentence.substring(cut)));
    }

    private static boolean insideWord(String text, int at) {
        return at >= 2 && at + 2 <= text.length() && text.substring(at - 2, at + 2).chars().allMatch(c -> c >= 'a' && c <= 'z');
    }

    /** Index of the id in which the earliest stop text begins, below 0 if none is said. Compared by bytes. */
    private static int firstStop(TokenSequence ids, List<String> stops) {
        if (stops.stream().allMatch(String::isEmpty)) return -1;
        // ISO 8859-1 gives every byte a character of its own, so indexOf finds bytes.
        String said = new String(Cl100kTokenizer.instance().detokenize(ids), StandardCharsets.ISO_8859_1);
        int first = -1;
        for (String stop : stops) {
            int at = stop.isEmpty() ? -1 : said.indexOf(new String(stop.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
            if (at >= 0 && (first < 0 || at < first)) first = at;
        }
        if (first < 0) return -1;
        int id = -1;
        for (int bytes = 0; bytes <= first; ) bytes += Cl100kTokenizer.instance().detokenize(ids.slice(++id, id + 1)).length;
        return id;
    }
}
