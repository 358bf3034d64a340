package discedge.fred.store;

import discedge.fred.kv.VectorClock;

/**
 * One version of a session's item, as a FReD node holds it. Siblings are several with one key.
 *
 * @param version by FReD node, how many writes of the key this version has seen
 * @param origin the edge node that wrote the record; empty for what is no turn record, or cannot be read
 * @param bytes of the record, unpacked; 0 if it was deleted
 * @param deleted a tombstone of FReD's
 */
public record KeptItem(String key, VectorClock version, String origin, int bytes, boolean deleted) {}
