package discedge.api;

import discedge.context.TurnRequest;

/**
 * A checked {@code POST /completion}.
 *
 * @param stream the answer goes out piece by piece, as server-sent events
 * @param returnTokens the answer carries its ids
 */
public record CompletionRequest(TurnRequest turn, boolean stream, boolean returnTokens) {}
