package discedge.engine.simulated;

import discedge.session.StopReason;
import discedge.tokens.TokenSequence;

/**
 * What the simulated model says to a prompt.
 *
 * @param ids the answer; neither the id that ends it nor a stop text is among them
 * @param stop {@code EOS}, {@code LIMIT} or {@code WORD}
 */
public record SampledAnswer(TokenSequence ids, StopReason stop) {}
