package discedge.experiment.bench;

import discedge.engine.EngineException;
import discedge.engine.EngineInfo;
import discedge.engine.GenerationListener;
import discedge.engine.GenerationRequest;
import discedge.engine.GenerationResult;
import discedge.engine.LlmEngine;
import discedge.experiment.bench.RecordedConversation.Text;
import discedge.experiment.bench.RecordedConversation.Turn;
import discedge.session.SessionId;
import discedge.session.StopReason;
import discedge.tokens.ChatTemplate;
import discedge.tokens.TokenSequence;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Has a recorded conversation again: the same texts, the same ids, each answer at once. It knows nothing else and says so: a
 * prompt that is not, id for id, what the model was shown then is an error, so what it answers proves that the context was right.
 * Immutable, safe for many threads.
 */
final class ReplayEngine implements LlmEngine {
    static final String ENGINE = "replay";

    private final EngineInfo info;
    private final ChatTemplate template;
    private final Map<String, TokenSequence> idsOfText = new HashMap<>();
    private final Map<TokenSequence, String> textOfIds = new HashMap<>();
    private final Map<TokenSequence, TokenSequence> answers = new HashMap<>();

    ReplayEngine(RecordedConversation conversation) {
        info = conversation.engine();
        template = conversation.template();
        textOfIds.put(TokenSequence.EMPTY, "");
        learn(conversation.system());
        var context = TokenSequence.EMPTY;
        for (int turn = 1; turn <= conversation.turns().size(); turn++) {
            Turn said = conversation.turns().get(turn - 1);
            learn(said.prompt());
            learn(said.answer());
            answers.put(TokenSequence.concat(context, conversation.promptIds(turn)), said.answer().ids());
            context = TokenSequence.concat(context, conversation.recordIds(turn));
        }
    }

    private void learn(Text text) {
        idsOfText.put(text.text(), text.ids());
        textOfIds.put(text.ids(), text.text());
    }

    @Override
    public EngineInfo info() {
        return info;
    }

    @Override
    public ChatTemplate template() {
        return template;
    }

    /** @throws EngineException if the text is none of the conversation's messages */
    @Override
    public TokenSequence tokenize(String text) {
        TokenSequence ids = idsOfText.get(text);
        if (ids == null) throw new EngineException("the recorded conversation has no message '" + text + "'");
        return ids;
    }

    /** @throws EngineException if the ids are none of the conversation's messages */
    @Override
    public byte[] detokenize(TokenSequence ids) {
        String text = textOfIds.get(ids);
        if (text == null) throw new EngineException("the recorded conversation has no message of these " + ids.length() + " ids");
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public GenerationResult generate(GenerationRequest request, GenerationListener listener) {
        TokenSequence answer = answers.get(request.prompt());
        if (answer == null)
            throw new EngineException("the recorded conversation was never at this prompt of " + request.prompt().length() + " ids");
        if (listener.cancelled()) return new GenerationResult(StopReason.CANCELLED);
        listener.prefillStarted();
        listener.prefilled(request.prompt().length(), 0, 0, "");
        listener.sampled(answer);
        return new GenerationResult(answer.length() < request.sampling().maxTokens() ? StopReason.EOS : StopReason.LIMIT);
    }

    /** Nothing is cached, so nothing is forgotten. */
    @Override
    public void evict(SessionId session) {}

    @Override
    public void close() {}
}
