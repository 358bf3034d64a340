package discedge.engine.simulated;

import static discedge.engine.simulated.Fixtures.*;
import static org.junit.jupiter.api.Assertions.*;

import discedge.engine.Prewarm;
import discedge.engine.cache.Standing;
import discedge.tokens.TokenSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SimulatedPrewarmTest {
    private final SkippingPacer pacer = new SkippingPacer();
    private final SimulatedEngine engine = new SimulatedEngine(SimulatedSettings.of(HardwareProfile.JETSON_TX2), pacer);
    private final TokenSequence context = userTurn("sensor ".repeat(300));

    @Test
    void whatWasEvaluatedAheadTakesItsTimeThenAndNoneLater() throws Exception {
        long start = pacer.now();
        assertEquals(new Prewarm.Result(Prewarm.Ending.WARM, 0, context.length(), context.length()), engine.prewarm(new Prewarm.Request(ANNA, context), () -> false));
        double seconds = (pacer.now() - start) / 1e9;
        assertEquals(context.length() / HardwareProfile.JETSON_TX2.prefillPerSecond(), seconds, 0.01);
        var heard = new Recorder();
        start = pacer.now();
        engine.generate(request(ANNA, TokenSequence.concat(context, userTurn("and?")), 0), heard);
        assertEquals(context.length(), heard.cached);
        assertTrue(pacer.now() - start < 200_000_000L);
        assertEquals(Standing.TURN, engine.cached().getFirst().standing());
    }

    @Test
    void aTurnThatComesMeanwhileGoesFirst() throws Exception {
        int[] asked = {0};
        var heard = new Recorder();
        engine.prewarm(new Prewarm.Request(ANNA, context), () -> {
            if (++asked[0] == 10) answer(heard);
            return false;
        });
        assertEquals(8, heard.sampled.size());
        assertEquals(context.length(), engine.cached().stream().filter(row -> row.session().equals(ANNA)).findFirst().orElseThrow().ids());
    }

    @Test
    void itIsDroppedWhenSupersededAndKeepsWholeSteps() throws Exception {
        int[] asked = {0};
        Prewarm.Result result = engine.prewarm(new Prewarm.Request(ANNA, context), () -> ++asked[0] > 40);
        assertEquals(Prewarm.Ending.CANCELLED, result.ending());
        assertEquals(0, result.held() % Prewarm.STEP);
        assertTrue(result.held() > 0 && result.held() < context.length());
    }

    @Test
    void aGuessFindsNoRoomWhereTurnsHaveAllSlots() throws Exception {
        var one = new SimulatedEngine(SimulatedSettings.of(HardwareProfile.INSTANT).withSlots(1, 1), pacer);
        one.generate(request(ANNA, context, 4), new Recorder());
        assertEquals(Prewarm.Ending.NO_ROOM, one.prewarm(new Prewarm.Request(BERT, context), () -> false).ending());
        one.depart(ANNA);
        assertEquals(Prewarm.Ending.WARM, one.prewarm(new Prewarm.Request(BERT, context), () -> false).ending());
    }

    private void answer(Recorder heard) {
        try {
            engine.generate(request(BERT, userTurn("me first"), 8), heard);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
