package discedge.console.operate.chat;

import discedge.console.ConsoleContext;
import discedge.console.kit.Icons;
import discedge.console.kit.Showing;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.context.Consistency;
import discedge.experiment.live.Controls;
import discedge.session.ContextMode;
import discedge.timeline.world.Head;
import discedge.timeline.world.Phase;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** Where a person asks: the field, what is sent with it, and the one button that sends or stops. Off where nothing can be asked, with the reason. */
final class Composer {
    private static final String NOTICE = "chat";

    private final ConsoleContext console;
    private final Parts parts;
    private final PromptField field;
    private final Target target;
    private final Draft draft = new Draft();
    private final Runnable sent;
    private Frame frame;
    private Doing doing = Doing.SEND;
    /** The prompt that waits for the demonstration's turn to end. */
    private Optional<Integer> queuedBehind = Optional.empty();

    /** What the button does. */
    private enum Doing { SEND, STOP, CANCEL }

    /** Its controls, as the FXML file has them. */
    record Parts(MenuButton target, HBox off, Label why, Button live, HBox pasted, Label pastedWords, Button removePasted, Label warning, Pane place, Button send) {}

    /** @param sent after a prompt went out */
    Composer(ConsoleContext console, Parts parts, Runnable sent) {
        this.console = console;
        this.parts = parts;
        this.sent = sent;
        field = new PromptField(this::send, this::stop, this::paste);
        field.setPromptText(Words.of("chat.field"));
        parts.place.getChildren().add(field);
        target = new Target(console, parts.target, this::act);
        field.textProperty().addListener((_, _, text) -> {
            draft.type(text);
            check();
        });
        parts.send.setOnAction(_ -> press());
        parts.live.setOnAction(_ -> console.commands().run("live"));
        parts.removePasted.setOnAction(_ -> {
            draft.removePasted();
            check();
            field.requestFocus();
        });
    }

    void focus() {
        field.requestFocus();
    }

    // ---- doing

    /** Says why if it is refused. */
    private void act(Consumer<Controls> action) {
        try {
            console.model().acting().ifPresent(action);
        } catch (Controls.Refused refused) {
            console.notices().show(NOTICE, refused.getMessage());
        }
        console.frames().wake();
    }

    private void press() {
        switch (doing) {
            case SEND -> {
                if (draft.isBlank()) field.requestFocus();
                else send();
            }
            case STOP, CANCEL -> stop();
        }
    }

    private void send() {
        if (draft.isBlank() || frame == null || doing != Doing.SEND) return;
        if (draft.size().tooLarge()) {
            check();
            return;
        }
        if (ask(draft.text())) {
            draft.clear();
            field.clear();
            check();
        }
    }

    /** @return whether it went out */
    boolean ask(String prompt) {
        Optional<Controls> controls = console.model().acting();
        Optional<String> client = controls.flatMap(its -> asker(its, frame));
        if (client.isEmpty()) return false;
        try {
            boolean behind = controls.get().asking(client.get());
            controls.get().ask(client.get(), prompt);
            controls.get().pauseDemonstration();
            queuedBehind = behind ? frame.followed().map(its -> its.turn()) : Optional.empty();
        } catch (Controls.Refused refused) {
            console.notices().show(NOTICE, refused.getMessage());
            return false;
        }
        console.notices().close(NOTICE);
        // A session that the client has left is not the one that goes on.
        if (!frame.session().equals(frame.followedClient().flatMap(its -> its.session()))) console.model().follow(client.get());
        console.model().choose(Optional.empty());
        sent.run();
        console.frames().wake();
        return true;
    }

    private void stop() {
        if (frame == null) return;
        frame.client().ifPresent(client -> {
            switch (doing) {
                case STOP -> act(controls -> controls.stop(client));
                case CANCEL -> act(controls -> controls.takeBack(client).ifPresentOrElse(this::putBack, () -> controls.cancel(client)));
                case SEND -> {}
            }
        });
    }

    /** A prompt that did not go out, before whatever was typed since. */
    private void putBack(String prompt) {
        queuedBehind = Optional.empty();
        if (prompt.length() + field.getLength() > PromptField.LONG) paste(prompt);
        else field.setText(field.getText().isBlank() ? prompt : prompt + "\n\n" + field.getText());
        field.end();
        field.requestFocus();
        check();
    }

    void newChat() {
        if (frame == null) return;
        act(controls -> asker(controls, frame).ifPresent(client -> {
            ContextMode mode = target.newMode();
            Consistency consistency = target.consistency();
            controls.newSession(client, mode, consistency);
            controls.pauseDemonstration();
            console.model().follow(client);
            focus();
        }));
    }

    private void paste(String text) {
        if (!draft.paste(text)) console.notices().show(NOTICE, Words.of("chat.pasted.refused"));
        check();
    }

    // ---- showing

    /** The followed client, if it asks from here. */
    static Optional<String> asker(Controls controls, Frame frame) {
        return frame.client().filter(controls.clients()::contains);
    }

    void show(Frame now) {
        frame = now;
        Optional<Controls> controls = console.model().acting();
        Optional<String> asker = controls.flatMap(its -> asker(its, now));
        target.show(now, NodeNames.of(console.model().run()));
        boolean nowhere = asker.isPresent() && controls.get().sites().isEmpty();
        boolean on = asker.isPresent() && !nowhere;
        parts.target.setVisible(on);
        parts.off.setVisible(!on);
        if (!on) why(now, controls, nowhere);
        field.setDisable(!on);
        doing(on && controls.get().asking(asker.get()) && controls.get().demonstration() != Controls.Demonstration.PLAYING ? running(now) : Doing.SEND);
        parts.send.setDisable(!on || doing == Doing.SEND && draft.size().tooLarge());
        if (queuedBehind.isPresent() && (doing == Doing.SEND || now.followed().filter(its -> its.turn() > queuedBehind.get()).isPresent())) queuedBehind = Optional.empty();
        check();
    }

    private void why(Frame now, Optional<Controls> controls, boolean nowhere) {
        boolean recorded = console.model().run().controls().isEmpty();
        String words = recorded ? Words.of("chat.off.recorded") : !now.live() ? Words.of("chat.off.replay") : controls.isEmpty() ? Words.of("chat.off.recorded") : Words.of(nowhere ? "chat.off.nowhere" : "chat.off.elsewhere");
        Showing.text(parts.why, words);
        boolean leads = !recorded && !now.live();
        parts.live.setVisible(leads);
        parts.live.setManaged(leads);
    }

    private static Doing running(Frame now) {
        boolean decoding = now.followed().flatMap(its -> its.current()).filter(turn -> turn.phase() == Phase.DECODING).isPresent();
        return decoding ? Doing.STOP : Doing.CANCEL;
    }

    private void doing(Doing now) {
        String words = Words.of("chat.button." + now.name().toLowerCase(java.util.Locale.ROOT));
        if (doing == now && parts.send.getText().equals(words)) return;
        doing = now;
        parts.send.setText(words);
        parts.send.setGraphic(now == Doing.STOP ? Icons.of(BootstrapIcons.STOP_FILL) : null);
        Showing.style(parts.send, "primary", now == Doing.SEND);
    }

    /** What is sent with the text, and what will come of it. */
    private void check() {
        parts.pasted.setVisible(draft.hasPasted());
        parts.pasted.setManaged(draft.hasPasted());
        if (draft.hasPasted()) Showing.text(parts.pastedWords, draft.pastedWords());
        String words = draft.isBlank() || frame == null ? queuedBehind.map(turn -> Words.of("chat.queued", turn)).orElse("") : draft.size().warning(window(), context());
        Showing.text(parts.warning, words);
        parts.warning.setVisible(!words.isEmpty());
        parts.warning.setManaged(!words.isEmpty());
    }

    private OptionalInt window() {
        return frame.followedClient().flatMap(client -> frame.world().node(client.node())).map(node -> OptionalInt.of(node.identity().window())).orElse(OptionalInt.empty());
    }

    private int context() {
        return frame.followed().flatMap(frame.world()::newest).map(Head::tokens).orElse(0);
    }
}
