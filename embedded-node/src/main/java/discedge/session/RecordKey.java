package discedge.session;

import java.util.Optional;

/**
 * The keys under which a session's items stand in the store. All have {@value #LENGTH} characters, because FReD sorts an
 * id that is a prefix of another one after it.
 */
public sealed interface RecordKey {
    int LENGTH = SessionId.LENGTH + 15;

    SessionId session();

    String text();

    /** A turn record: written once, one per (turn, hash); a fork is two keys. */
    record Turn(SessionId session, int turn, String hashStart) implements RecordKey {
        @Override
        public String text() {
            return session.value() + "t" + "%06d".formatted(turn) + hashStart;
        }
    }

    /** The session's constant first key, where a scan starts. */
    record First(SessionId session) implements RecordKey {
        @Override
        public String text() {
            return session.value() + "a" + "0".repeat(14);
        }
    }

    /** The session's tombstone. */
    record Deleted(SessionId session) implements RecordKey {
        @Override
        public String text() {
            return session.value() + "d" + "0".repeat(14);
        }
    }

    static Turn of(TurnRecord record) {
        return new Turn(record.session(), record.turn(), record.hash().toString().substring(0, 8));
    }

    /** The key a text stands for; empty if it is none of a session's keys. */
    static Optional<RecordKey> parse(String text) {
        if (text.length() != LENGTH || !SessionId.isValid(text.substring(0, SessionId.LENGTH))) return Optional.empty();
        SessionId session = new SessionId(text.substring(0, SessionId.LENGTH));
        String rest = text.substring(SessionId.LENGTH + 1);
        return switch (text.charAt(SessionId.LENGTH)) {
            case 'a' -> Optional.of(new First(session));
            case 'd' -> Optional.of(new Deleted(session));
            case 't' -> rest.matches("[0-9]{6}[a-z2-7]{8}")
                    ? Optional.of(new Turn(session, Integer.parseInt(rest.substring(0, 6)), rest.substring(6))) : Optional.empty();
            default -> Optional.empty();
        };
    }
}
