package discedge.session;

import discedge.tokens.TokenSequence;
import java.util.List;

/** What a turn adds to its session: ids, or (mode raw) texts. */
public sealed interface TurnContent {
    /** The messages' places in the ids; the last one is the answer. For {@link Texts} as they stood when the turn was answered. */
    List<RoleSpan> spans();

    /** How many ids the turn adds to the context, template included. */
    int tokens();

    /** Mode tokenized: all ids the turn adds, template included, exactly as the model was shown or sampled them. */
    record Ids(List<RoleSpan> spans, TokenSequence ids) implements TurnContent {
        public Ids {
            spans = List.copyOf(spans);
        }

        @Override
        public int tokens() {
            return ids.length();
        }

        public TokenSequence answer() {
            RoleSpan last = spans.getLast();
            return ids.slice(last.start(), last.end());
        }
    }

    /** Mode raw: the texts, which are tokenized again every turn. */
    record Texts(List<RoleSpan> spans, List<Message> messages, int tokens) implements TurnContent {
        public Texts {
            spans = List.copyOf(spans);
            messages = List.copyOf(messages);
        }
    }
}
