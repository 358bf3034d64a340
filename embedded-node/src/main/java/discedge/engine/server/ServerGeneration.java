package discedge.engine.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import discedge.engine.ChatTemplates;
import discedge.engine.GenerationListener;
import discedge.engine.GenerationRequest;
import discedge.engine.StopTexts;
import discedge.engine.cache.Lease;
import discedge.session.SessionId;
import discedge.session.StopReason;
import discedge.tokens.TokenSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One attempt at one answer. For one thread. */
final class ServerGeneration {
    private final ServerFacts facts;
    private final GenerationRequest request;
    private final TokenSequence prompt;
    private final Lease lease;
    private final int limit;
    private final GenerationListener listener;
    private final SampledIds sampled;
    private final StopTexts stops;
    private final List<TokenSequence> answer = new ArrayList<>();
    /** Ids without a text may be the one that ends the answer, which is nobody's to see. */
    private TokenSequence silent = TokenSequence.EMPTY;
    private boolean prefilled;
    private int answered;

    /** @param prompt the request's, with what stands before every prompt */
    ServerGeneration(ServerFacts facts, GenerationRequest request, TokenSequence prompt, Lease lease, int limit, GenerationListener listener) {
        this.facts = facts;
        this.request = request;
        this.prompt = prompt;
        this.lease = lease;
        this.limit = limit;
        this.listener = listener;
        sampled = new SampledIds(facts.dialect(), facts.tokenizer());
        var texts = new ArrayList<>(request.sampling().stop());
        if (facts.template().name().equals(ChatTemplates.PLAIN)) texts.add(ChatTemplates.PLAIN_STOP);
        stops = new StopTexts(texts, id -> facts.tokenizer().detokenize(TokenSequence.of(id)));
    }

    /** True once the server has evaluated the prompt: from then on an attempt cannot be repeated unseen. */
    boolean begun() {
        return prefilled;
    }

    /** What the slot holds, as far as is known here. */
    TokenSequence held() {
        if (!prefilled) return TokenSequence.EMPTY;
        var all = new ArrayList<TokenSequence>();
        all.add(prompt);
        all.addAll(answer);
        TokenSequence ids = TokenSequence.concat(all);
        // The last id sampled was not evaluated.
        return ids.slice(0, Math.max(prompt.length(), ids.length() - 1));
    }

    StopReason run(ServerHttp http) throws UnavailableException, InterruptedException {
        // Only what this session is known to have left is gone on from. A slot without an owner may hold a deleted session's ids.
        boolean own = lease.previousOwner().filter(request.session()::equals).isPresent();
        ObjectNode body = facts.dialect().request(prompt, lease.slot(), own, limit, request.sampling());
        try (ServerStream stream = http.stream("/completion", body)) {
            while (true) {
                Optional<JsonNode> event = stream.next(listener::cancelled);
                if (event.isEmpty() && listener.cancelled()) return end(StopReason.CANCELLED);
                if (event.isEmpty()) throw new UnavailableException("the server ended its answer in the middle");
                Optional<StopReason> ended = take(event.get(), own);
                if (ended.isPresent()) return end(ended.get());
            }
        }
    }

    private Optional<StopReason> take(JsonNode event, boolean own) {
        boolean last = event.path("stop").asBoolean();
        if (!prefilled) sayPrefilled(event, own);
        if (event.path("truncated").asBoolean()) throw new discedge.engine.EngineException("the server cut the prompt short: its context is smaller than it says");
        TokenSequence ids = sampled.of(event);
        if (last && facts.dialect().stop(event) == StopReason.EOS) {
            silent = TokenSequence.EMPTY;
            return Optional.of(hand(ids) ? StopReason.WORD : StopReason.EOS);
        }
        if (event.path("content").asText("").isEmpty() && !last) {
            silent = TokenSequence.concat(silent, ids);
            return Optional.empty();
        }
        boolean stopped = hand(TokenSequence.concat(silent, ids));
        silent = TokenSequence.EMPTY;
        if (stopped) return Optional.of(StopReason.WORD);
        if (last || answered >= limit) return Optional.of(facts.dialect().stop(event));
        return listener.cancelled() ? Optional.of(StopReason.CANCELLED) : Optional.empty();
    }

    private void sayPrefilled(JsonNode event, boolean own) {
        prefilled = true;
        int evaluated = event.path("timings").path("prompt_n").asInt(-1);
        int cached = !own ? 0 : evaluated >= 0 ? prompt.length() - evaluated : lease.cached();
        int seen = Math.max(0, Math.min(cached, prompt.length() - 1) - facts.begin().length());
        listener.prefilled(request.prompt().length(), seen, lease.slot(), lease.previousOwner().map(SessionId::value).orElse(""));
    }

    /** Hands ids over, up to the limit: some servers sample one where none is wanted. True if a stop text was said. */
    private boolean hand(TokenSequence ids) {
        for (int i = 0; i < ids.length() && answered < limit; i++) {
            TokenSequence id = ids.slice(i, i + 1);
            answer.add(id);
            answered++;
            TokenSequence ready = stops.sampled(id.get(0));
            if (!ready.isEmpty()) listener.sampled(ready);
            if (stops.found()) return true;
        }
        return false;
    }

    private StopReason end(StopReason stop) {
        TokenSequence rest = stops.found() ? TokenSequence.EMPTY : stops.rest();
        if (!rest.isEmpty()) listener.sampled(rest);
        return stop;
    }
}
