package discedge.lab.client;

import discedge.context.Consistency;
import discedge.context.TurnRequest;
import discedge.session.ContextMode;
import discedge.session.Message;
import discedge.session.Role;
import discedge.session.SessionId;
import discedge.session.TurnHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a client keeps of its session (docs/protocol.md, "A turn"). The counter moves only on an acknowledged answer. */
final class Conversation {
    private final SessionId session;
    private final List<Message> messages = new ArrayList<>();
    private final List<TurnHash> hashes = new ArrayList<>();
    private int acknowledged;
    private int attempts;
    private int number = 1;

    Conversation(SessionId session, Optional<String> system) {
        this.session = session;
        system.ifPresent(text -> messages.add(new Message(Role.SYSTEM, text)));
    }

    SessionId session() {
        return session;
    }

    int acknowledged() {
        return acknowledged;
    }

    /** The turn that is next, or being asked for. */
    int turn() {
        return acknowledged + 1;
    }

    /** Attempts at {@link #turn} so far. */
    int attempts() {
        return attempts;
    }

    /**
     * The number the next attempt carries. It rises only when an attempt may have been answered without the client's
     * knowing: one that a node refused has made no record, so the next need not outrank it.
     */
    int number() {
        return number;
    }

    void outcomeUnknown() {
        number++;
    }

    void attempting() {
        attempts++;
    }

    List<Message> messages() {
        return List.copyOf(messages);
    }

    Optional<TurnHash> newest() {
        return hashes.stream().findFirst();
    }

    /** The hashes a request carries, newest first: one is enough for {@code strong}, a gap needs more. */
    List<TurnHash> after(Consistency consistency) {
        return switch (consistency) {
            case STRONG -> hashes.subList(0, Math.min(1, hashes.size()));
            case AVAILABLE -> List.copyOf(hashes);
        };
    }

    void acknowledged(ContextMode mode, String prompt, String answer, Optional<TurnHash> hash) {
        acknowledged++;
        attempts = 0;
        number = 1;
        // Only this mode sends them again.
        if (mode == ContextMode.CLIENT_SIDE) {
            messages.add(new Message(Role.USER, prompt));
            messages.add(new Message(Role.ASSISTANT, answer));
        }
        hash.ifPresent(newest -> {
            hashes.addFirst(newest);
            if (hashes.size() > TurnRequest.MAX_AFTER) hashes.removeLast();
        });
    }
}
