package discedge.console.operate.chat;

import discedge.console.kit.Words;
import discedge.console.operate.chat.Talk.Kind;
import discedge.console.operate.chat.Talk.Note;
import discedge.timeline.world.Phase;
import discedge.timeline.world.Roam;
import discedge.timeline.world.TurnState;
import discedge.timeline.world.TurnState.Outcome;
import discedge.timeline.world.TurnState.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is to be said of a turn beside its texts. */
final class Notes {
    /** The cursor goes to this long before what a person asks about. */
    private static final Duration BEFORE = Duration.ofSeconds(5);
    private static final int LISTED = 6;

    private Notes() {}

    static Note roam(Roam roam, NodeNames names) {
        String words = Words.of(roam.why().equals("retry") ? "chat.roam.retry" : "chat.roam", names.whole(roam.from()), names.whole(roam.to()));
        return Note.of(Kind.ROAM, words);
    }

    static List<Note> of(TurnState turn, NodeNames names) {
        var notes = new ArrayList<Note>();
        Outcome outcome = turn.outcome();
        boolean failed = turn.phase() == Phase.GIVEN_UP || turn.phase() == Phase.FAILED && !turn.running();
        List<Refusal> refusals = outcome.refusals();
        List<Refusal> tries = failed && !refusals.isEmpty() ? refusals.subList(0, refusals.size() - 1) : refusals;
        retries(tries, names, notes);
        if (failed && !refusals.isEmpty()) notes.add(failure(refusals.getLast(), names));
        if (outcome.stale() || !outcome.missing().isEmpty() && turn.phase().ended())
            notes.add(Note.of(Kind.STALE, outcome.missing().isEmpty() ? Words.of("chat.stale") : ofTurns("chat.stale.", outcome.missing())));
        if (!outcome.leftOut().isEmpty()) notes.add(Note.of(Kind.LEFT_OUT, ofTurns("chat.left-out.", outcome.leftOut())));
        if (outcome.replayed()) notes.add(Note.of(Kind.REPLAYED, Words.of("chat.replayed")));
        return notes;
    }

    private static String ofTurns(String begin, List<Integer> turns) {
        return Words.of(begin + (turns.size() == 1 ? "turn" : "turns"), turns(turns));
    }

    private static Note failure(Refusal refusal, NodeNames names) {
        if (refusal.code().equals("cancelled")) return new Note(Kind.FAILED, Words.of("chat.cancelled"), Optional.empty());
        return new Note(Kind.FAILED, Words.of("chat.failed", FailureWords.why(refusal, names), FailureWords.advice(refusal)), Optional.of(refusal.time().minus(BEFORE)));
    }

    /** Attempts that ended alike are one note. */
    private static void retries(List<Refusal> refusals, NodeNames names, List<Note> notes) {
        String last = "";
        int times = 0;
        Instant first = Instant.EPOCH;
        for (Refusal refusal : refusals) {
            String why = FailureWords.why(refusal, names);
            if (!why.equals(last) && times > 0) notes.add(retry(last, times, first));
            if (!why.equals(last)) {
                last = why;
                times = 0;
                first = refusal.time();
            }
            times++;
        }
        if (times > 0) notes.add(retry(last, times, first));
    }

    private static Note retry(String why, int times, Instant first) {
        return new Note(Kind.RETRY, times == 1 ? Words.of("chat.retry", why) : Words.of("chat.retry.times", why, times), Optional.of(first.minus(BEFORE)));
    }

    /** {@code 5}, {@code 5 and 6}, {@code 1, 2, 3 and 9 more}; neighbours as {@code 1–4}. */
    static String turns(List<Integer> turns) {
        var runs = new ArrayList<String>();
        for (int i = 0; i < turns.size(); ) {
            int end = i;
            while (end + 1 < turns.size() && turns.get(end + 1) == turns.get(end) + 1) end++;
            runs.add(i == end ? turns.get(i).toString() : end == i + 1 ? turns.get(i) + ", " + turns.get(end) : turns.get(i) + "–" + turns.get(end));
            i = end + 1;
        }
        if (runs.size() <= LISTED) return String.join(", ", runs);
        return Words.of("chat.turns.more", runs.stream().limit(LISTED).collect(Collectors.joining(", ")), runs.size() - LISTED);
    }
}
