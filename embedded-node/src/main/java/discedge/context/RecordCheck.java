package discedge.context;

import discedge.fred.ItemCheck;
import discedge.session.RecordCodec;
import discedge.session.RecordKey;
import discedge.tokens.UnreadableException;
import java.time.Instant;
import java.util.Optional;

/** What the context manager accepts from peers: readable records and tombstones under their own keys, nothing else. */
public final class RecordCheck implements ItemCheck {
    @Override
    public Optional<String> problem(String key, byte[] value) {
        RecordKey parsed = RecordKey.parse(key).orElse(null);
        if (parsed == null) return Optional.of("'" + key + "' is no key of a session");
        try {
            if (parsed instanceof RecordKey.Turn turn) RecordCodec.decode(turn, value);
            return Optional.empty();
        } catch (UnreadableException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public Instant written(String key, byte[] value) {
        try {
            return switch (RecordKey.parse(key).orElseThrow()) {
                case RecordKey.Turn turn -> RecordCodec.decode(turn, value).written();
                case RecordKey.Deleted _, RecordKey.First _ -> Instant.EPOCH;
            };
        } catch (UnreadableException e) {
            return Instant.EPOCH;
        }
    }
}
