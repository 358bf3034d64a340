package discedge.fred;

import java.time.Instant;
import java.util.Optional;

/** What a replica must know of the values it carries, without knowing what they are. Pure and quick: it runs for every item. */
public interface ItemCheck {
    /** Why this node must not keep the item, in words; empty if it may. Does not throw, whatever the bytes are. */
    Optional<String> problem(String key, byte[] value);

    /** When the item was written, by its writer's clock; {@link Instant#EPOCH} if the value does not say. Asked only for items without a problem. */
    Instant written(String key, byte[] value);

    /** The name of the node that wrote the item; empty if the value does not say. Asked only for items without a problem. */
    default String origin(String key, byte[] value) {
        return "";
    }

    /** Takes everything. */
    ItemCheck NONE = new ItemCheck() {
        @Override
        public Optional<String> problem(String key, byte[] value) {
            return Optional.empty();
        }

        @Override
        public Instant written(String key, byte[] value) {
            return Instant.EPOCH;
        }
    };
}
