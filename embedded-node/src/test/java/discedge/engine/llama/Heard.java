package discedge.engine.llama;

import discedge.engine.GenerationListener;
import discedge.tokens.TokenSequence;
import java.util.ArrayList;
import java.util.List;

/** Writes down what an engine tells; override a method to act on it. */
public class Heard implements GenerationListener {
    public final List<Integer> sampled = new ArrayList<>();
    public int prompt = -1;
    public int cached = -1;
    public int slot = -1;
    public String slotOwner = "?";
    public boolean prefilled;

    @Override
    public void prefillStarted() {}

    @Override
    public void prefilled(int promptTokens, int cachedTokens, int slot, String slotOwner) {
        prefilled = true;
        prompt = promptTokens;
        cached = cachedTokens;
        this.slot = slot;
        this.slotOwner = slotOwner;
    }

    @Override
    public void sampled(TokenSequence ids) {
        for (int i = 0; i < ids.length(); i++) sampled.add(ids.get(i));
    }

    @Override
    public boolean cancelled() {
        return false;
    }

    public TokenSequence answer() {
        return TokenSequence.of(sampled.stream().mapToInt(Integer::intValue).toArray());
    }
}
