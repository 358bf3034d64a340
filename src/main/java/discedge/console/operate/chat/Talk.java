package discedge.console.operate.chat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One turn as the conversation shows it: plain values, so that a card changes only where they did.
 *
 * @param before what happened between the turn before and this one
 * @param prompt empty where its text is not known
 * @param answer heard so far; empty where its text is not known
 * @param untold stands in the place of texts that are not known; else empty
 * @param decoding more of the answer is to come: a caret stands at its end
 * @param status what it waits for, with how long; empty when nothing
 * @param cost where its time went; empty before there is anything to tell
 * @param after what is to be said of the answer
 * @param again it may be asked again as it was
 */
record Talk(int turn, List<Note> before, Heading asked, Optional<String> prompt, Heading answered, Optional<String> answer, String untold, boolean decoding,
            String status, Optional<Cost> cost, List<Note> after, boolean again) {
    /**
     * Who and when. Only the name may be long: it is what gets shortened.
     *
     * @param rest from the name on, such as {@code · turn 7 · 12:04:27}
     */
    record Heading(String name, String rest) {}

    /**
     * @param moment that the cursor goes to on a click; empty if to none
     */
    record Note(Kind kind, String text, Optional<Instant> moment) {
        static Note of(Kind kind, String text) {
            return new Note(kind, text, Optional.empty());
        }
    }

    /** What a note is about; its icon and colour. */
    enum Kind { ROAM, STALE, LEFT_OUT, REPLAYED, RETRY, FAILED }

    /**
     * @param lengths nanoseconds of each stage, in the waterfall's order
     * @param words the figures' text with their places, and the figures
     */
    record Cost(List<Long> lengths, String words, List<String> figures) {}
}
