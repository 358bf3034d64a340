package discedge.console;

import discedge.console.kit.FxThread;
import discedge.console.kit.Notices;
import discedge.console.kit.Question;
import discedge.console.kit.Words;
import java.util.Optional;

/** Closes a window: asks while something runs that a person would miss, ends what is behind it, and stays open if that could not be saved. */
final class Closing {
    /** What runs behind a window. */
    interface Behind {
        /** Name of the scenario that plays. */
        Optional<String> playing();

        /** A person's turn is being asked. */
        boolean asking();

        /** Saves and ends all of it, within 3 s. Not on the FX thread. @return what could not be saved, in a sentence */
        Optional<String> end();
    }

    private final ConsoleWindow window;
    private final Behind behind;
    private final Runnable closed;
    private boolean asked;

    /** @param closed hears that the window is closed and nothing is behind it any more */
    Closing(ConsoleWindow window, Behind behind, Runnable closed) {
        this.window = window;
        this.behind = behind;
        this.closed = closed;
    }

    /** The person wants to close it. Asked once more while the question stands, it is still one question. */
    void ask() {
        if (asked) return;
        Optional<String> scenario = behind.playing();
        if (scenario.isPresent()) ask(Words.of("shell.closing.scenario", scenario.get()), Words.of("shell.closing.scenario.text"));
        else if (behind.asking()) ask(Words.of("shell.closing.turn"), Words.of("shell.closing.turn.text"));
        else close();
    }

    private void ask(String title, String text) {
        var root = window.shell().root();
        if (root.lookup("#question") == null) Question.ask(root, title, text, Words.of("shell.closing.yes"), Words.of("shell.closing.no"), this::close);
    }

    private void close() {
        asked = true;
        window.console().notices().show("closing", Words.of("shell.closing.saving"));
        Thread.ofPlatform().daemon().name("closing").start(() -> {
            Optional<String> unsaved = behind.end();
            FxThread.bridge().run(() -> unsaved.ifPresentOrElse(this::stay, this::gone));
        });
    }

    private void stay(String unsaved) {
        window.console().notices().close("closing");
        window.console().notices().show("unsaved", unsaved, Optional.of(new Notices.Action(Words.of("shell.closing.anyway"), this::gone)));
    }

    private void gone() {
        window.close();
        closed.run();
    }
}
