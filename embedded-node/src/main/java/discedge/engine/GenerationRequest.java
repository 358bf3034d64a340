package discedge.engine;

import discedge.session.SessionId;
import discedge.tokens.TokenSequence;

/** @param prompt the whole prompt, view and template included, in ids */
public record GenerationRequest(SessionId session, TokenSequence prompt, Sampling sampling) {}
