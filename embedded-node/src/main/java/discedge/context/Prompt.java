package discedge.context;

import discedge.session.Message;
import discedge.tokens.ChatTemplate;
import discedge.tokens.TokenSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What the model is to be shown. */
public sealed interface Prompt {
    /** Ids, template included. */
    record Ids(TokenSequence ids) implements Prompt {}

    /** Mode raw: messages, all tokenized anew for this turn. */
    record Texts(List<Message> messages) implements Prompt {
        public Texts {
            messages = List.copyOf(messages);
        }

        /** The ids: every message between the template's, then the generation header. */
        public TokenSequence ids(ChatTemplate template, Function<String, TokenSequence> tokenizer) {
            var parts = new ArrayList<TokenSequence>();
            for (Message message : messages) {
                parts.add(template.open(message.role().word()));
                parts.add(tokenizer.apply(message.content()));
                parts.add(template.close());
            }
            parts.add(template.open("assistant"));
            return TokenSequence.concat(parts);
        }
    }
}
