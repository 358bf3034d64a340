package discedge.session;

import discedge.tokens.Fingerprint;
import discedge.tokens.TokenSequence;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Records for tests. */
public final class Records {
    public static final SessionId SESSION = SessionId.ofBits(1, 2);
    public static final SessionHeader HEADER = new SessionHeader(SESSION, "robotics_dev", ContextMode.TOKENIZED, "smollm2-135m-instruct",
            Fingerprint.of(42), "chatml", WindowPolicy.DROP_OLDEST, Duration.ZERO);

    private Records() {}

    public static RequestHash request(String text) {
        return RequestHash.ofBytes(RecordCodec.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Turn 1. */
    public static TurnRecord first(String prompt, int attempt) {
        return record(1, Optional.of(HEADER), RecordCodec.hash(HEADER), prompt, attempt, List.of());
    }

    public static TurnRecord next(TurnRecord before, String prompt, int attempt) {
        return record(before.turn() + 1, Optional.empty(), before.hash(), prompt, attempt, List.of());
    }

    public static TurnRecord next(TurnRecord before, String prompt, int attempt, List<TurnHash> earlier) {
        return record(before.turn() + 1, Optional.empty(), before.hash(), prompt, attempt, earlier);
    }

    private static TurnRecord record(int turn, Optional<SessionHeader> header, TurnHash before, String prompt, int attempt, List<TurnHash> earlier) {
        int[] ids = prompt.chars().toArray();
        var content = new TurnContent.Ids(List.of(new RoleSpan(Role.USER, 0, 1), new RoleSpan(Role.ASSISTANT, 1, ids.length - 1)), TokenSequence.of(ids));
        return RecordCodec.withHash(new TurnRecord(SESSION, turn, header, content, request(prompt), Optional.empty(), attempt, "A",
                Instant.ofEpochMilli(1_790_000_000_000L), before, earlier, List.of(), List.of(), StopReason.EOS, before));
    }
}
