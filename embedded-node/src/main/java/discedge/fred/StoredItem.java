package discedge.fred;

/**
 * One item of the keygroup: written once, never changed.
 *
 * @param number its number among the origin's writes, from 1
 */
public record StoredItem(String key, byte[] value, Origin origin, long number) {}
