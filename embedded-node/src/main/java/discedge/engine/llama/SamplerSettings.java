package discedge.engine.llama;

import discedge.engine.Sampling;

/**
 * How the next id is drawn. The defaults suit small models, which loop when they always take the most likely id.
 *
 * @param temperature 0 or below = always the most likely id
 * @param topK only so many of the most likely; 0 = all
 * @param topP only the most likely that together reach this probability
 * @param minP only those at least so likely, compared with the most likely one
 * @param repeatPenalty divides (above 0) or multiplies (below) the logits of ids among the last {@code repeatLast}
 * @param repeatLast how many ids back; below 0 = all of the context
 * @param frequencyPenalty taken off a logit for each time its id is among the last
 * @param presencePenalty taken off once
 * @param ignoreEnd ids that end an answer are never drawn
 */
record SamplerSettings(double temperature, int topK, double topP, double minP, double repeatPenalty, int repeatLast, double frequencyPenalty, double presencePenalty,
                       boolean ignoreEnd) {
    static SamplerSettings of(Sampling asked) {
        return new SamplerSettings(decimal(asked, "temperature", 0.7), (int) Math.clamp(asked.number("top_k", 40), 0, 1_000_000), decimal(asked, "top_p", 0.95),
                decimal(asked, "min_p", 0), decimal(asked, "repeat_penalty", 1.1), (int) Math.clamp(asked.number("repeat_last_n", 64), -1, 1_000_000),
                decimal(asked, "frequency_penalty", 0), decimal(asked, "presence_penalty", 0), asked.flag("ignore_eos"));
    }

    private static double decimal(Sampling asked, String name, double otherwise) {
        String value = asked.fields().get(name);
        if (value == null || !value.matches("-?[0-9]{1,12}(\\.[0-9]{1,18})?([eE][-+]?[0-9]{1,2})?")) return otherwise;
        return Double.parseDouble(value);
    }

    boolean penalizes() {
        return repeatLast != 0 && (repeatPenalty != 1 && repeatPenalty > 0 || frequencyPenalty != 0 || presencePenalty != 0);
    }
}
