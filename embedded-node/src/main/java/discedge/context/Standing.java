package discedge.context;

import java.time.Instant;
import java.util.Optional;

/**
 * How much is here.
 *
 * @param sessions of which a record or a tombstone is here
 * @param bytes of all records, encoded
 * @param oldest when the oldest record that is kept was written; empty if there is none
 */
public record Standing(int sessions, long bytes, Optional<Instant> oldest) {}
