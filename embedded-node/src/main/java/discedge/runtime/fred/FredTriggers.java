package discedge.runtime.fred;

/** Tells trigger nodes of items. Does not block and does not throw: a trigger that is gone is no reason for a write to fail. */
@FunctionalInterface
public interface FredTriggers {
    FredTriggers NONE = (host, keygroup, id, value) -> { };

    /** @param value empty = the item was deleted */
    void tell(String host, String keygroup, String id, String value);
}
