package discedge.engine.simulated;

import discedge.engine.GenerationListener;
import discedge.engine.GenerationRequest;
import discedge.engine.Sampling;
import discedge.session.SessionId;
import discedge.tokens.TokenSequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prompts, clocks and listeners of the engine's tests. */
final class Fixtures {
    static final SessionId ANNA = SessionId.ofBits(1, 1);
    static final SessionId BERT = SessionId.ofBits(2, 2);
    static final SessionId CARL = SessionId.ofBits(3, 3);

    private Fixtures() {}

    static TokenSequence ids(String text) {
        return Cl100kTokenizer.instance().tokenize(text);
    }

    static String text(TokenSequence ids) {
        return new String(Cl100kTokenizer.instance().detokenize(ids), StandardCharsets.UTF_8);
    }

    /** The ids that a new turn adds before its answer. */
    static TokenSequence userTurn(String prompt) {
        var template = Cl100kTokenizer.instance().template();
        return TokenSequence.concat(template.open("user"), ids(prompt), template.close(), template.open("assistant"));
    }

    static Sampling atMost(int ids, String... stops) {
        return new Sampling(ids, List.of(stops), new TreeMap<>());
    }

    static Sampling with(int ids, Map<String, String> fields) {
        return new Sampling(ids, List.of(), new TreeMap<>(fields));
    }

    static GenerationRequest request(SessionId session, TokenSequence prompt, int maxTokens) {
        return new GenerationRequest(session, prompt, atMost(maxTokens));
    }

    /** Waiting moves this clock, and nobody waits. */
    static final class SkippingPacer implements Pacer {
        private long now = 1_000_000_007L;

        @Override
        public synchronized long now() {
            return now;
        }

        @Override
        public synchronized void awaitUntil(long moment) {
            now = Math.max(now, moment);
        }
    }

    /** Writes down what it is told; override a method to act on it. */
    static class Recorder implements GenerationListener {
        final List<String> told = new ArrayList<>();
        final List<Integer> sampled = new ArrayList<>();
        int cached = -1;
        int slot = -1;
        String slotOwner = "?";

        @Override
        public void prefillStarted() {
            told.add("prefillStarted");
        }

        @Override
        public void prefilled(int promptTokens, int cachedTokens, int slot, String slotOwner) {
            told.add("prefilled");
            this.cached = cachedTokens;
            this.slot = slot;
            this.slotOwner = slotOwner;
        }

        @Override
        public void sampled(TokenSequence ids) {
            told.add("sampled");
            for (int i = 0; i < ids.length(); i++) sampled.add(ids.get(i));
        }

        @Override
        public boolean cancelled() {
            return false;
        }

        TokenSequence answer() {
            return TokenSequence.of(sampled.stream().mapToInt(Integer::intValue).toArray());
        }
    }
}
