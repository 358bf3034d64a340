package discedge.experiment.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import discedge.engine.EngineInfo;
import discedge.experiment.bench.RecordedConversation.Text;
import discedge.experiment.bench.RecordedConversation.Turn;
import discedge.tokens.ChatTemplate;
import discedge.tokens.Fingerprint;
import discedge.tokens.TokenSequence;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The paper's nine turns (DisCEdge A.1) as SmolLM2-135M-Instruct answered them, with its own ids; kept as a resource. */
final class NineTurns {
    static final String MODEL = "SmolLM2-135M-Instruct";
    /** The model's own default; the file has its ids only. */
    static final String SYSTEM = "You are a helpful AI assistant named SmolLM, trained by Hugging Face";

    private static final String FILE = "smollm2-nine-turns.json";
    private static final int IM_START = 1;
    private static final int IM_END = 2;
    private static final int VOCABULARY = 49_152;
    private static final int WINDOW = 8_192;
    /** What the model's tokenizer makes of the template's texts. */
    private static final Map<String, TokenSequence> TEMPLATE_IDS = Map.of(
            "system\n", TokenSequence.of(9690, 198), "user\n", TokenSequence.of(4093, 198),
            "assistant\n", TokenSequence.of(520, 9531, 198), "\n", TokenSequence.of(198));

    private NineTurns() {}

    /** @throws IllegalStateException if the file's ids are not what the template makes of its parts */
    static RecordedConversation load() {
        var template = ChatTemplate.chatMl(IM_START, IM_END, TEMPLATE_IDS::get);
        JsonNode file = read();
        var turns = new ArrayList<Turn>();
        var all = new ArrayList<TokenSequence>();
        var system = TokenSequence.EMPTY;
        for (JsonNode turn : file) {
            TokenSequence ids = ids(turn.get("ids"));
            all.add(ids);
            int answerAt = turn.get("prompt_ids").intValue();
            int promptAt = template.open("user").length();
            if (turns.isEmpty()) {
                int systemAt = template.open("system").length();
                int systemEnd = indexOf(IM_END, ids);
                system = ids.slice(systemAt, systemEnd);
                promptAt += systemEnd + template.close().length();
            }
            TokenSequence prompt = ids.slice(promptAt, answerAt - template.open("assistant").length() - template.close().length());
            TokenSequence answer = ids.slice(answerAt, ids.length() - template.close().length());
            turns.add(new Turn(new Text(turn.get("prompt").textValue(), prompt), new Text(turn.get("answer").textValue(), answer)));
        }
        var conversation = new RecordedConversation(info(all), template, new Text(SYSTEM, system), turns);
        for (int turn = 1; turn <= turns.size(); turn++)
            if (!conversation.recordIds(turn).equals(all.get(turn - 1)))
                throw new IllegalStateException(FILE + ": turn " + turn + " does not have the template's ids");
        return conversation;
    }

    /** Any fingerprint serves that no other tokenizer has: nodes only compare it. */
    private static EngineInfo info(List<TokenSequence> ids) {
        var fingerprint = Fingerprint.of(TokenSequence.concat(ids).digest(TokenSequence.EMPTY_DIGEST));
        return new EngineInfo(ReplayEngine.ENGINE, MODEL, fingerprint, VOCABULARY, WINDOW, "", true);
    }

    private static JsonNode read() {
        try (InputStream in = NineTurns.class.getResourceAsStream(FILE)) {
            if (in == null) throw new IllegalStateException(FILE + " is not in the program: build it again");
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    private static TokenSequence ids(JsonNode array) {
        int[] ids = new int[array.size()];
        for (int i = 0; i < ids.length; i++) ids[i] = array.get(i).intValue();
        return TokenSequence.of(ids);
    }

    private static int indexOf(int id, TokenSequence ids) {
        for (int i = 0; i < ids.length(); i++) if (ids.get(i) == id) return i;
        throw new IllegalStateException(FILE + ": turn 1 has no system prompt");
    }
}
