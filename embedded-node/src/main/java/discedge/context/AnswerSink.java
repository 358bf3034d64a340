package discedge.context;

import discedge.tokens.TokenSequence;

/** Where a request's outcome goes: any number of {@code sampled}, then exactly one of {@code answered} and {@code refused}. None of them blocks. */
public interface AnswerSink {
    void sampled(TokenSequence ids);

    void answered(Answer answer);

    void refused(Refusal refusal);
}
