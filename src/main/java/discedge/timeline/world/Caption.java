package discedge.timeline.world;

import java.time.Instant;

/** A sentence that the scenario says. */
public record Caption(long event, Instant time, String text) {}
