package discedge.session;

import discedge.tokens.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is fixed for a session's life; carried by record 1.
 *
 * @param owner the user's id, as the client or the node gave it
 * @param template the chat template's name
 * @param idleTtl how long the session may stay idle; zero = no limit
 */
public record SessionHeader(SessionId session, String owner, ContextMode mode, String model, Fingerprint tokenizer,
                            String template, WindowPolicy windowPolicy, Duration idleTtl) {
    /** From then on the session takes no turn, if none comes before; empty = never. */
    public Optional<Instant> expires(Instant lastWrite) {
        return idleTtl.isPositive() ? Optional.of(lastWrite.plus(idleTtl)) : Optional.empty();
    }
}
