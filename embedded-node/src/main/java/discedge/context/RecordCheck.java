package discedge.context;

import discedge.fred.ItemCheck;
import discedge.fred.kv.FredRecordCodec;
import discedge.session.RecordCodec;
import discedge.session.RecordKey;
import discedge.tokens.UnreadableException;
import java.time.Instant;
import java.util.Optional;

/** What a node accepts from peers: readable turn records, tombstones and records of FReD's store under their own keys, nothing else. */
public final class RecordCheck implements ItemCheck {
    @Override
    public Optional<String> problem(String key, byte[] value) {
        if (key.startsWith(FredRecordCodec.PREFIX)) return fredProblem(key, value);
        RecordKey parsed = RecordKey.parse(key).orElse(null);
        if (parsed == null) return Optional.of("'" + key + "' is no key of a session");
        try {
            if (parsed instanceof RecordKey.Turn turn) RecordCodec.decode(turn, value);
            return Optional.empty();
        } catch (UnreadableException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Optional<String> fredProblem(String key, byte[] value) {
        try {
            String its = FredRecordCodec.key(FredRecordCodec.decode(value));
            return its.equals(key) ? Optional.empty() : Optional.of("'" + key + "' holds the record of '" + its + "'");
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public Instant written(String key, byte[] value) {
        if (key.startsWith(FredRecordCodec.PREFIX)) return Instant.ofEpochMilli(FredRecordCodec.decode(value).stamp().millis());
        try {
            return switch (RecordKey.parse(key).orElseThrow()) {
                case RecordKey.Turn turn -> RecordCodec.decode(turn, value).written();
                case RecordKey.Deleted _, RecordKey.First _ -> Instant.EPOCH;
            };
        } catch (UnreadableException e) {
            return Instant.EPOCH;
        }
    }

    @Override
    public String origin(String key, byte[] value) {
        try {
            return RecordKey.parse(key).orElse(null) instanceof RecordKey.Turn turn ? RecordCodec.decode(turn, value).origin() : "";
        } catch (UnreadableException e) {
            return "";
        }
    }
}
