package discedge.engine;

import discedge.session.StopReason;

/** How an answer ended. The ids themselves went to the listener. */
public record GenerationResult(StopReason stop) {}
