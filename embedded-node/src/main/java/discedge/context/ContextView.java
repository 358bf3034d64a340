package discedge.context;

import discedge.session.Chain;
import discedge.session.Message;
import discedge.session.Role;
import discedge.session.RoleSpan;
import discedge.session.TurnContent;
import discedge.session.TurnRecord;
import discedge.session.WindowPolicy;
import discedge.tokens.ChatTemplate;
import discedge.tokens.TokenSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The part of a chain that the model is shown. Records are never rewritten; what is left out is said in the answer.
 *
 * @param shown the records shown, oldest first
 * @param leftOut the turns of the chain that are here and not shown, ascending
 * @param system the system message's part of record 1, shown also where turn 1 is left out
 * @param tokens ids shown
 */
record ContextView(List<TurnRecord> shown, List<Integer> leftOut, Optional<TurnContent> system, int tokens) {
    static final ContextView EMPTY = new ContextView(List.of(), List.of(), Optional.empty(), 0);

    /**
     * Chooses a view that leaves {@code room} ids of the window free. {@code drop-oldest} goes on from the view of the turn
     * before and, when it is full, down to half the window at once, so that a cached prefix is not lost every turn.
     *
     * @param room ids needed for the new prompt and its answer
     * @return empty where nothing may be left out (policy {@code reject}) and not all fits
     */
    static Optional<ContextView> choose(WindowPolicy policy, Chain chain, int room, int window, ChatTemplate template) {
        var out = new TreeSet<Integer>();
        if (!chain.records().isEmpty()) out.addAll(chain.records().getLast().leftOut());
        ContextView view = without(chain, out, template);
        if (view.tokens + room <= window) return Optional.of(view);
        if (policy == WindowPolicy.REJECT) return Optional.empty();
        int goal = Math.max(0, window / 2 - room);
        for (TurnRecord record : chain.records()) {
            if (view.tokens <= goal) break;
            if (out.add(record.turn())) view = without(chain, out, template);
        }
        return Optional.of(view);
    }

    private static ContextView without(Chain chain, TreeSet<Integer> out, ChatTemplate template) {
        List<TurnRecord> shown = chain.records().stream().filter(r -> !out.contains(r.turn())).toList();
        List<Integer> leftOut = chain.records().stream().map(TurnRecord::turn).filter(out::contains).toList();
        Optional<TurnContent> system = leftOut.contains(1) ? systemPart(chain.records().getFirst(), template) : Optional.empty();
        int tokens = shown.stream().mapToInt(r -> r.content().tokens()).sum() + system.map(TurnContent::tokens).orElse(0);
        return new ContextView(shown, leftOut, system, tokens);
    }

    private static Optional<TurnContent> systemPart(TurnRecord first, ChatTemplate template) {
        RoleSpan span = first.content().spans().getFirst();
        if (span.role() != Role.SYSTEM) return Optional.empty();
        int end = span.end() + template.close().length();
        return Optional.of(switch (first.content()) {
            case TurnContent.Ids ids -> new TurnContent.Ids(List.of(span), ids.ids().slice(0, end));
            case TurnContent.Texts texts -> new TurnContent.Texts(List.of(span), texts.messages().subList(0, 1), end);
        });
    }

    private List<TurnContent> contents() {
        var contents = new ArrayList<TurnContent>();
        system.ifPresent(contents::add);
        shown.forEach(record -> contents.add(record.content()));
        return contents;
    }

    /** The ids shown; empty where the session stores texts. */
    TokenSequence ids() {
        var ids = new ArrayList<TokenSequence>();
        for (TurnContent content : contents()) if (content instanceof TurnContent.Ids one) ids.add(one.ids());
        return TokenSequence.concat(ids);
    }

    List<Message> messages() {
        var messages = new ArrayList<Message>();
        for (TurnContent content : contents()) if (content instanceof TurnContent.Texts one) messages.addAll(one.messages());
        return messages;
    }
}
