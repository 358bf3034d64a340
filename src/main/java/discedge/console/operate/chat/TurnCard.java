package discedge.console.operate.chat;

import discedge.console.kit.SoftBreaks;
import discedge.console.kit.Words;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** One turn of the conversation. Changes only what is another than before. */
final class TurnCard extends VBox {
    /** Of a longer prompt, or answer, only the beginning is laid out: a pasted book must not stop the window. */
    private static final int LONGEST_PROMPT = 4_000;
    private static final int LONGEST_ANSWER = 20_000;

    private final Doings doings;
    private final VBox before = new VBox();
    private final HeadingLine asked = new HeadingLine();
    private final SelectableText prompt = new SelectableText("t-body", "said-words");
    private final HeadingLine answered = new HeadingLine();
    private final SelectableText answer = new SelectableText("t-body", "said-words");
    private final RestLine restOfPrompt = new RestLine();
    private final RestLine restOfAnswer = new RestLine();
    private final Label status = new Label();
    private final Label untold = new Label();
    private final VBox cost = new VBox();
    private final StageBar bar = new StageBar();
    private final FigureLine figures = new FigureLine();
    private final VBox after = new VBox();
    private Talk shown;
    private double known;
    private double knownFor;

    /** What a click leads to. */
    interface Doings {
        void choose(int turn);

        void goTo(Instant moment);

        void again(int turn);
    }

    TurnCard(int turn, Doings doings) {
        this.doings = doings;
        setId("turn-card-" + turn);
        getStyleClass().add("turn-card");
        before.getStyleClass().add("notes");
        after.getStyleClass().add("notes");
        prompt.getStyleClass().add("prompt");
        prompt.setId("prompt-" + turn);
        answer.setId("answer-" + turn);
        for (Label label : new Label[] {status, untold}) {
            label.getStyleClass().addAll("t-table", "muted");
            label.setWrapText(true);
            label.setMinHeight(Region.USE_PREF_SIZE);
        }
        status.getStyleClass().add("status-words");
        cost.getStyleClass().add("cost");
        cost.setId("cost-" + turn);
        cost.getChildren().addAll(bar, figures);
        cost.setFocusTraversable(true);
        cost.setAccessibleRole(AccessibleRole.BUTTON);
        cost.addEventHandler(MouseEvent.MOUSE_CLICKED, _ -> doings.choose(turn));
        cost.addEventHandler(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.ENTER || key.getCode() == KeyCode.SPACE) {
                doings.choose(turn);
                key.consume();
            }
        });
    }

    void show(Talk talk) {
        if (talk.equals(shown)) return;
        if (shown == null || !talk.before().equals(shown.before())) notes(before, talk.before(), Optional.empty());
        if (shown == null || !talk.after().equals(shown.after()) || talk.again() != shown.again()) notes(after, talk.after(), again(talk));
        asked.show(talk.asked());
        answered.show(talk.answered());
        talk.prompt().ifPresent(text -> prompt.show(shortened(text, LONGEST_PROMPT), false));
        talk.answer().ifPresent(text -> answer.show(shortened(text, LONGEST_ANSWER), talk.decoding()));
        set(status, talk.status());
        set(untold, talk.untold());
        talk.cost().ifPresent(its -> {
            bar.show(its.lengths());
            figures.show(its.words(), its.figures());
            cost.setAccessibleText(Words.of("chat.cost.open", talk.turn(), figures.whole()));
        });
        List<Node> parts = parts(talk);
        if (!getChildren().equals(parts)) getChildren().setAll(parts);
        shown = talk;
    }

    private List<Node> parts(Talk talk) {
        var parts = new java.util.ArrayList<Node>();
        if (!talk.before().isEmpty()) parts.add(before);
        parts.add(asked);
        if (talk.prompt().isPresent()) parts.add(prompt);
        if (talk.prompt().filter(text -> restOfPrompt.show(text, LONGEST_PROMPT)).isPresent()) parts.add(restOfPrompt);
        parts.add(answered);
        if (!talk.untold().isEmpty()) parts.add(untold);
        if (talk.answer().filter(text -> !text.isEmpty()).isPresent()) parts.add(answer);
        if (talk.answer().filter(text -> restOfAnswer.show(text, LONGEST_ANSWER)).isPresent()) parts.add(restOfAnswer);
        if (!talk.status().isEmpty()) parts.add(status);
        if (talk.cost().isPresent()) parts.add(cost);
        if (!talk.after().isEmpty() || talk.again()) parts.add(after);
        return parts;
    }

    private static String shortened(String text, int most) {
        if (text.length() <= most) return text;
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most) + "…";
    }

    private void notes(VBox box, List<Talk.Note> notes, Optional<Node> last) {
        box.getChildren().setAll(notes.stream().map(note -> new NoteRow(note, doings::goTo)).toList());
        last.ifPresent(box.getChildren()::add);
    }

    private Optional<Node> again(Talk talk) {
        if (!talk.again()) return Optional.empty();
        var again = new Button(Words.of("chat.again"));
        again.setId("ask-again");
        again.setOnAction(_ -> doings.again(talk.turn()));
        return Optional.of(again);
    }

    // ---- layout

    /** While one card grows, the others are asked for their heights, too. */
    @Override
    protected double computePrefHeight(double width) {
        if (width != knownFor || known == 0) known = super.computePrefHeight(width);
        knownFor = width;
        return known;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    public void requestLayout() {
        known = 0;
        super.requestLayout();
    }

    private static void set(Label label, String text) {
        SoftBreaks.set(label, text);
    }
}
