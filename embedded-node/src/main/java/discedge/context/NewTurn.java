package discedge.context;

import discedge.session.Message;
import discedge.session.Role;
import discedge.session.RoleSpan;
import discedge.session.TurnContent;
import discedge.tokens.ChatTemplate;
import discedge.tokens.TokenSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a turn adds before its answer: messages between the template's ids, then the generation header.
 *
 * @param ids all of it; without what a forked raw session brings along, which is text
 * @param spans where each message's own ids stand in the record to be
 * @param messages the texts
 * @param length how many ids the record has before the answer
 */
record NewTurn(TokenSequence ids, List<RoleSpan> spans, List<Message> messages, int length) {
    /** @param broughtAlong the content of the branch that a forked session goes on from */
    static NewTurn of(Optional<TurnContent> broughtAlong, TurnRequest request, ChatTemplate template) {
        var parts = new ArrayList<TokenSequence>();
        var spans = new ArrayList<RoleSpan>();
        var messages = new ArrayList<Message>();
        broughtAlong.ifPresent(content -> {
            spans.addAll(content.spans());
            switch (content) {
                case TurnContent.Ids ids -> parts.add(ids.ids());
                case TurnContent.Texts texts -> messages.addAll(texts.messages());
            }
        });
        int at = broughtAlong.map(TurnContent::tokens).orElse(0);
        for (int i = 0; i < request.messages().size(); i++) {
            Message message = request.messages().get(i);
            TokenSequence opening = template.open(message.role().word());
            TokenSequence own = request.messageIds().get(i);
            parts.addAll(List.of(opening, own, template.close()));
            messages.add(message);
            spans.add(new RoleSpan(message.role(), at + opening.length(), own.length()));
            at += opening.length() + own.length() + template.close().length();
        }
        TokenSequence header = template.open(Role.ASSISTANT.word());
        parts.add(header);
        return new NewTurn(TokenSequence.concat(parts), List.copyOf(spans), List.copyOf(messages), at + header.length());
    }

    /** The record's content once the answer is there. */
    TurnContent withAnswer(TokenSequence answer, Optional<String> answerText, ChatTemplate template) {
        var all = new ArrayList<>(spans);
        all.add(new RoleSpan(Role.ASSISTANT, length, answer.length()));
        if (answerText.isEmpty()) return new TurnContent.Ids(all, TokenSequence.concat(ids, answer, template.close()));
        var texts = new ArrayList<>(messages);
        texts.add(new Message(Role.ASSISTANT, answerText.get()));
        return new TurnContent.Texts(all, texts, length + answer.length() + template.close().length());
    }

    /** One content out of a chain's: what a fork takes along. */
    static TurnContent joined(List<TurnContent> chain) {
        var spans = new ArrayList<RoleSpan>();
        var ids = new ArrayList<TokenSequence>();
        var messages = new ArrayList<Message>();
        int at = 0;
        for (TurnContent content : chain) {
            for (RoleSpan span : content.spans()) spans.add(new RoleSpan(span.role(), at + span.start(), span.length()));
            switch (content) {
                case TurnContent.Ids one -> ids.add(one.ids());
                case TurnContent.Texts one -> messages.addAll(one.messages());
            }
            at += content.tokens();
        }
        return ids.isEmpty() ? new TurnContent.Texts(spans, messages, at) : new TurnContent.Ids(spans, TokenSequence.concat(ids));
    }
}
