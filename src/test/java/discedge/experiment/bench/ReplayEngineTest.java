package discedge.experiment.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import discedge.engine.EngineException;
import discedge.engine.GenerationListener;
import discedge.engine.GenerationRequest;
import discedge.engine.Sampling;
import discedge.session.SessionId;
import discedge.session.StopReason;
import discedge.tokens.TokenSequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class ReplayEngineTest {
    private final RecordedConversation conversation = NineTurns.load();
    private final ReplayEngine engine = new ReplayEngine(conversation);
    private final ArrayList<TokenSequence> sampled = new ArrayList<>();

    private StopReason generate(TokenSequence prompt) {
        sampled.clear();
        return engine.generate(new GenerationRequest(SessionId.ofBits(1, 2), prompt, Sampling.defaults()), new GenerationListener() {
            @Override
            public void prefillStarted() {}

            @Override
            public void prefilled(int promptTokens, int cachedTokens, int slot, String slotOwner) {
                assertEquals(prompt.length(), promptTokens);
            }

            @Override
            public void sampled(TokenSequence ids) {
                sampled.add(ids);
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        }).stop();
    }

    @Test
    void everyTurnIsAnsweredWithItsRecordedIdsAndText() {
        var context = TokenSequence.EMPTY;
        for (int turn = 1; turn <= 9; turn++) {
            StopReason stop = generate(TokenSequence.concat(context, conversation.promptIds(turn)));
            RecordedConversation.Text answer = conversation.turns().get(turn - 1).answer();
            assertEquals(answer.ids(), TokenSequence.concat(sampled));
            assertEquals(answer.text(), new String(engine.detokenize(answer.ids()), StandardCharsets.UTF_8));
            assertEquals(answer.ids().length() < Sampling.DEFAULT_MAX_TOKENS ? StopReason.EOS : StopReason.LIMIT, stop);
            context = TokenSequence.concat(context, conversation.recordIds(turn));
        }
    }

    @Test
    void aContextWithOneOtherIdIsRefused() {
        int[] ids = TokenSequence.concat(conversation.recordIds(1), conversation.promptIds(2)).toArray();
        generate(TokenSequence.of(ids));
        assertFalse(sampled.isEmpty());
        ids[50]++;
        assertThrows(EngineException.class, () -> generate(TokenSequence.of(ids)));
    }

    @Test
    void aTextThatWasNeverSaidIsRefused() {
        assertThrows(EngineException.class, () -> engine.tokenize("What is SLAM?"));
        assertThrows(EngineException.class, () -> engine.detokenize(TokenSequence.of(1, 2, 3)));
    }
}
