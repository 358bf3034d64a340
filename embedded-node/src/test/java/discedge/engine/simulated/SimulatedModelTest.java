package discedge.engine.simulated;

import static org.junit.jupiter.api.Assertions.*;

import discedge.engine.EngineException;
import discedge.session.StopReason;
import discedge.tokens.TokenSequence;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulatedModelTest {
    private final SimulatedModel model = new SimulatedModel(7, 8192);
    private final TokenSequence prompt = Fixtures.userTurn("What is SLAM?");

    @Test
    void theSameSeedAndPromptGiveTheSameIds() {
        assertEquals(model.answer(prompt, Fixtures.atMost(128)), new SimulatedModel(7, 8192).answer(prompt, Fixtures.atMost(128)));
    }

    @Test
    void theAnswerIsTheSameFromVersionToVersion() {
        assertEquals(
                "Think of the battery monitor first. It also helps to plan the path again when a person steps in front of the robot. "
                        + "If the error stays below 3°, the scheduler can skip a cycle and save power. Keep the map on",
                Fixtures.text(model.answer(prompt, Fixtures.atMost(48)).ids()));
    }

    @Test
    void everyIdOfThePromptAndTheSeedCount() {
        Set<TokenSequence> answers = new HashSet<>();
        int[] ids = prompt.toArray();
        for (int i = 0; i < ids.length; i++) {
            int[] other = ids.clone();
            other[i]++;
            answers.add(model.answer(TokenSequence.of(other), Fixtures.atMost(128)).ids());
        }
        answers.add(model.answer(prompt, Fixtures.atMost(128)).ids());
        answers.add(new SimulatedModel(8, 8192).answer(prompt, Fixtures.atMost(128)).ids());
        assertEquals(ids.length + 2, answers.size());
    }

    @Test
    void theSeedOfTheRequestBeatsTheSeedOfTheEngine() {
        var asked = Fixtures.with(128, Map.of("seed", "123"));
        assertEquals(model.answer(prompt, asked), new SimulatedModel(99, 8192).answer(prompt, asked));
        assertNotEquals(model.answer(prompt, asked), model.answer(prompt, Fixtures.atMost(128)));
        assertEquals(model.answer(prompt, Fixtures.atMost(128)), model.answer(prompt, Fixtures.with(128, Map.of("seed", "-1"))));
    }

    @Test
    void answersEndBothByThemselvesAndAtTheLimit() {
        int[] ends = new int[StopReason.values().length];
        for (int i = 0; i < 300; i++) {
            SampledAnswer answer = model.answer(Fixtures.userTurn("question " + i), Fixtures.atMost(128));
            ends[answer.stop().ordinal()]++;
            int length = answer.ids().length();
            assertTrue(answer.stop() == StopReason.LIMIT ? length == 128 : length >= 40 && length < 128,
                    answer.stop() + " after " + length);
            assertFalse(Fixtures.text(answer.ids()).contains("<|"), "no special token in an answer");
        }
        assertTrue(ends[StopReason.EOS.ordinal()] > 50 && ends[StopReason.LIMIT.ordinal()] > 50,
                "EOS and LIMIT both happen: " + java.util.Arrays.toString(ends));
    }

    @Test
    void aLongerLimitGivesTheSameIdsAndMore() {
        TokenSequence whole = model.answer(prompt, Fixtures.atMost(-1)).ids();
        for (int limit = 0; limit <= whole.length() + 5; limit++) {
            SampledAnswer answer = model.answer(prompt, Fixtures.atMost(limit));
            assertEquals(whole.slice(0, Math.min(limit, whole.length())), answer.ids());
            assertEquals(limit <= whole.length() ? StopReason.LIMIT : StopReason.EOS, answer.stop());
        }
    }

    @Test
    void ignoringTheEndGoesOnToTheLimitOrTheWindow() {
        var on = Map.of("ignore_eos", "true");
        assertEquals(700, model.answer(prompt, Fixtures.with(700, on)).ids().length());
        SampledAnswer full = new SimulatedModel(7, 500).answer(prompt, Fixtures.with(-1, on));
        assertEquals(500, prompt.length() + full.ids().length());
        assertEquals(StopReason.LIMIT, full.stop());
    }

    @Test
    void theAnswerStopsBeforeAStopText() {
        String whole = Fixtures.text(model.answer(prompt, Fixtures.atMost(128)).ids());
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            int from = random.nextInt(whole.length() - 8);
            String stop = whole.substring(from, from + 1 + random.nextInt(7));
            SampledAnswer answer = model.answer(prompt, Fixtures.atMost(128, "", "not said", stop));
            String said = Fixtures.text(answer.ids()).replace("\ufffd", "");
            assertEquals(StopReason.WORD, answer.stop());
            assertTrue(whole.startsWith(said) && !said.contains(stop), "'" + said + "' goes beyond '" + stop + "'");
            assertTrue(whole.indexOf(stop) - said.length() < 24, "no more than one id before '" + stop + "' is left out");
        }
        assertNotEquals(StopReason.WORD, model.answer(prompt, Fixtures.atMost(128, "not said", "")).stop());
    }

    @Test
    void someAnswersAreSpelledInIdsThatTheTokenizerWouldNotChoose() {
        int odd = 0;
        for (int i = 0; i < 100; i++) {
            TokenSequence ids = model.answer(Fixtures.userTurn("question " + i), Fixtures.atMost(-1)).ids();
            if (!Fixtures.ids(Fixtures.text(ids)).equals(ids)) odd++;
        }
        assertTrue(odd > 20 && odd < 95, odd + " of 100 answers would change if their text were tokenized again");
    }

    @Test
    void someIdsHoldPartOfACharacter() {
        boolean seen = false;
        for (int i = 0; i < 100 && !seen; i++) {
            TokenSequence ids = model.answer(Fixtures.userTurn("question " + i), Fixtures.atMost(128)).ids();
            for (int k = 0; k < ids.length(); k++) seen |= Fixtures.text(ids.slice(k, k + 1)).contains("\ufffd");
        }
        assertTrue(seen);
    }

    @Test
    void aPromptThatDoesNotFitOrIsNotOursIsRefused() {
        var small = new SimulatedModel(7, prompt.length() - 1);
        assertThrows(EngineException.class, () -> small.answer(prompt, Fixtures.atMost(1)));
        assertThrows(EngineException.class, () -> model.answer(TokenSequence.of(Cl100kTokenizer.VOCABULARY), Fixtures.atMost(1)));
        assertThrows(EngineException.class, () -> model.answer(TokenSequence.of(-1), Fixtures.atMost(1)));
        assertTrue(new SimulatedModel(7, prompt.length()).answer(prompt, Fixtures.atMost(5)).ids().isEmpty());
        assertFalse(model.answer(TokenSequence.EMPTY, Fixtures.atMost(5)).ids().isEmpty());
    }
}
