package discedge.engine.llama;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Draws ids from logits, in the order of llama.cpp's own samplers: penalties, top-k, top-p, min-p, temperature. The same seed and
 * logits give the same ids. For one thread.
 */
final class TokenSampler {
    private final SamplerSettings settings;
    private final SplittableRandom random;
    private final int[] ends;
    private final int[] recent;
    private final Map<Integer, Integer> counts = new HashMap<>();
    private int seen;
    private int[] candidates = new int[0];
    private double[] scores = new double[0];

    /**
     * @param recentRoom ids looked back at for penalties at most, where the settings say all
     * @param ends the ids that end an answer
     */
    TokenSampler(SamplerSettings settings, long seed, int recentRoom, int[] ends) {
        this.settings = settings;
        this.random = new SplittableRandom(seed);
        this.ends = ends;
        recent = new int[settings.penalizes() ? settings.repeatLast() < 0 ? recentRoom : Math.min(settings.repeatLast(), recentRoom) : 0];
    }

    /** An id of the context, for the penalties: of the prompt, then each that was drawn. */
    void accept(int id) {
        if (recent.length == 0) return;
        int at = seen % recent.length;
        if (seen >= recent.length) counts.computeIfPresent(recent[at], (_, n) -> n == 1 ? null : n - 1);
        recent[at] = id;
        counts.merge(id, 1, Integer::sum);
        seen++;
    }

    /** @param logits changed by this call */
    int draw(float[] logits) {
        penalize(logits);
        if (settings.ignoreEnd()) for (int id : ends) logits[id] = Float.NEGATIVE_INFINITY;
        if (settings.temperature() <= 0) return mostLikely(logits);
        int kept = nucleus(mostLikely(logits, settings.topK() == 0 ? logits.length : Math.min(settings.topK(), logits.length)));
        return pick(kept);
    }

    private void penalize(float[] logits) {
        for (Map.Entry<Integer, Integer> one : counts.entrySet()) {
            int id = one.getKey();
            if (id >= logits.length) continue;
            double logit = logits[id] > 0 ? logits[id] / settings.repeatPenalty() : logits[id] * settings.repeatPenalty();
            logits[id] = (float) (logit - one.getValue() * settings.frequencyPenalty() - settings.presencePenalty());
        }
    }

    private static int mostLikely(float[] logits) {
        int best = 0;
        for (int id = 1; id < logits.length; id++) if (logits[id] > logits[best]) best = id;
        return best;
    }

    /** Puts the {@code k} most likely into {@code candidates}, most likely first; equal ones by id, so that runs repeat. */
    private int mostLikely(float[] logits, int k) {
        if (candidates.length < k) {
            candidates = new int[k];
            scores = new double[k];
        }
        if (k > 512) return sorted(logits, k);
        int held = 0;
        for (int id = 0; id < logits.length; id++) {
            if (held == k && !(logits[id] > scores[held - 1])) continue;
            int at = held < k ? held++ : held - 1;
            while (at > 0 && scores[at - 1] < logits[id]) {
                scores[at] = scores[at - 1];
                candidates[at] = candidates[at - 1];
                at--;
            }
            scores[at] = logits[id];
            candidates[at] = id;
        }
        return held;
    }

    private int sorted(float[] logits, int k) {
        int[] ids = java.util.stream.IntStream.range(0, logits.length).boxed()
                .sorted(java.util.Comparator.<Integer>comparingDouble(id -> -logits[id]).thenComparingInt(id -> id)).limit(k).mapToInt(Integer::intValue).toArray();
        for (int i = 0; i < ids.length; i++) {
            candidates[i] = ids[i];
            scores[i] = logits[ids[i]];
        }
        return ids.length;
    }

    /** Keeps the most likely that together reach top-p, and of them those that reach min-p: how many. */
    private int nucleus(int count) {
        double all = 0;
        for (int i = 0; i < count; i++) all += Math.exp(scores[i] - scores[0]);
        double sum = 0;
        int kept = 0;
        while (kept < count && (kept == 0 || sum / all < settings.topP() && Math.exp(scores[kept] - scores[0]) >= settings.minP())) sum += Math.exp(scores[kept++] - scores[0]);
        return kept;
    }

    private int pick(int count) {
        double all = 0;
        for (int i = 0; i < count; i++) all += Math.exp((scores[i] - scores[0]) / settings.temperature());
        double at = random.nextDouble() * all;
        for (int i = 0; i < count; i++) {
            at -= Math.exp((scores[i] - scores[0]) / settings.temperature());
            if (at < 0) return candidates[i];
        }
        return candidates[count - 1];
    }
}
