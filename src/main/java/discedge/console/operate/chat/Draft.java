package discedge.console.operate.chat;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import java.util.ArrayList;
import java.util.List;

/** What will be sent: what was typed, and the long texts pasted beside it. */
final class Draft {
    /** No node takes as much: it is not even kept. */
    private static final int MOST = 16_000_000;

    private final List<String> pasted = new ArrayList<>();
    private String typed = "";
    private PromptSize typedSize = PromptSize.EMPTY;
    private PromptSize pastedSize = PromptSize.EMPTY;

    void type(String text) {
        if (text.equals(typed)) return;
        typed = text;
        typedSize = PromptSize.of(text);
    }

    /** @return whether it was taken: not if it is too long for anything */
    boolean paste(String text) {
        if (text.length() > MOST) return false;
        pasted.add(text);
        pastedSize = pastedSize.plus(PromptSize.of(text));
        return true;
    }

    void removePasted() {
        pasted.clear();
        pastedSize = PromptSize.EMPTY;
    }

    boolean hasPasted() {
        return !pasted.isEmpty();
    }

    String pastedWords() {
        return pasted.size() == 1 ? Words.of("chat.pasted", Units.bytes(pastedSize.bytes()), Units.count(pastedSize.tokens()))
                : Words.of("chat.pasted.texts", pasted.size(), Units.bytes(pastedSize.bytes()), Units.count(pastedSize.tokens()));
    }

    PromptSize size() {
        return typedSize.plus(pastedSize);
    }

    boolean isBlank() {
        return typed.isBlank() && pasted.stream().allMatch(String::isBlank);
    }

    /** Typed first, then what was pasted. */
    String text() {
        var parts = new ArrayList<String>();
        if (!typed.isBlank()) parts.add(typed.strip());
        parts.addAll(pasted);
        return String.join("\n\n", parts);
    }

    void clear() {
        type("");
        removePasted();
    }
}
