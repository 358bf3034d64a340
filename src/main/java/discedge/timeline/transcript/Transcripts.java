package discedge.timeline.transcript;

import discedge.session.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Prompts and answers of the sessions whose client runs here. Events carry no text, so this stands beside the log; a run file
 * that was opened has none. Written by client threads, read by any.
 */
public final class Transcripts {
    private final Map<SessionId, TreeMap<Integer, Said>> sessions = new ConcurrentHashMap<>();

    /** @param at when the piece was heard @param end length of the answer with it, in chars */
    private record Piece(Instant at, int end) {}

    /** One turn, growing. Guarded by its session's map. */
    private static final class Said {
        final Instant asked;
        final String prompt;
        final StringBuilder answer = new StringBuilder();
        final List<Piece> pieces = new ArrayList<>();

        Said(Instant asked, String prompt) {
            this.asked = asked;
            this.prompt = prompt;
        }
    }

    /**
     * A turn as it stood at a moment.
     *
     * @param answer what had been heard of it
     */
    public record Exchange(int turn, Instant asked, String prompt, String answer) {}

    /** A prompt goes out; asked again, it replaces the one before. */
    public void asked(SessionId session, int turn, String prompt, Instant at) {
        TreeMap<Integer, Said> turns = sessions.computeIfAbsent(session, _ -> new TreeMap<>());
        synchronized (turns) {
            turns.put(turn, new Said(at, prompt));
        }
    }

    /** A piece of the answer was heard. */
    public void heard(SessionId session, int turn, String text, Instant at) {
        change(session, turn, said -> {
            said.answer.append(text);
            said.pieces.add(new Piece(at, said.answer.length()));
        });
    }

    /** The answer comes anew from its beginning: another attempt. */
    public void restarted(SessionId session, int turn) {
        change(session, turn, said -> {
            said.answer.setLength(0);
            said.pieces.clear();
        });
    }

    private void change(SessionId session, int turn, java.util.function.Consumer<Said> change) {
        TreeMap<Integer, Said> turns = sessions.get(session);
        if (turns == null) return;
        synchronized (turns) {
            Said said = turns.get(turn);
            if (said != null) change.accept(said);
        }
    }

    /** The session's turns asked up to a moment, in order, each as far as it was heard then. */
    public List<Exchange> upTo(SessionId session, Instant moment) {
        return upTo(session, moment, Integer.MIN_VALUE);
    }

    /** The same without the turns before {@code first}: of a long conversation only the end is looked at. */
    public List<Exchange> upTo(SessionId session, Instant moment, int first) {
        TreeMap<Integer, Said> turns = sessions.get(session);
        if (turns == null) return List.of();
        synchronized (turns) {
            var found = new ArrayList<Exchange>();
            turns.tailMap(first, true).forEach((turn, said) -> {
                if (!said.asked.isAfter(moment)) found.add(new Exchange(turn, said.asked, said.prompt, heardBy(said, moment)));
            });
            return found;
        }
    }

    /** The newest turn asked up to a moment; 0 if there is none. */
    public int newest(SessionId session, Instant moment) {
        TreeMap<Integer, Said> turns = sessions.get(session);
        if (turns == null) return 0;
        synchronized (turns) {
            for (var turn : turns.descendingMap().entrySet()) if (!turn.getValue().asked.isAfter(moment)) return turn.getKey();
            return 0;
        }
    }

    /** The prompt of a turn, whenever it was asked. */
    public Optional<String> prompt(SessionId session, int turn) {
        TreeMap<Integer, Said> turns = sessions.get(session);
        if (turns == null) return Optional.empty();
        synchronized (turns) {
            return Optional.ofNullable(turns.get(turn)).map(said -> said.prompt);
        }
    }

    private static String heardBy(Said said, Instant moment) {
        int end = 0;
        for (int i = said.pieces.size() - 1; i >= 0 && end == 0; i--) if (!said.pieces.get(i).at().isAfter(moment)) end = said.pieces.get(i).end();
        return said.answer.substring(0, end);
    }
}
