package discedge.console.scenario;

import discedge.console.ConsoleContext;
import discedge.console.files.Choosers.Kind;
import discedge.console.kit.Commands;
import discedge.console.kit.FxThread;
import discedge.console.kit.Question;
import discedge.console.kit.Words;
import discedge.experiment.record.RunSaver;
import discedge.experiment.record.Trouble;
import discedge.experiment.scenario.ScenarioReader;
import discedge.node.yaml.InvalidFileException;
import discedge.node.yaml.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.StackPane;

/** The text of a scenario: chosen, edited, saved, and looked at whenever it changes. On the FX thread. */
final class DraftPane {
    private final ConsoleContext console;
    private final MenuButton choose;
    private final Label name;
    private final Label edited;
    private final Button save;
    private final YamlEditor editor;
    private final Consumer<Draft.Checked> checked;
    private Draft draft;
    private boolean showing;

    /** @param checked hears what was found in the text, at each change */
    DraftPane(ConsoleContext console, MenuButton choose, Label name, Label edited, Button save, StackPane text, Consumer<Draft.Checked> checked) {
        this.console = console;
        this.choose = choose;
        this.name = name;
        this.edited = edited;
        this.save = save;
        this.checked = checked;
        editor = new YamlEditor(console.theming(), this::typed);
        text.getChildren().add(editor.root());
        Commands.takes(editor.area(), "Shortcut+S", this::save);
        save.setOnAction(_ -> save());
        for (String shipped : ScenarioReader.SHIPPED) choose.getItems().add(item(shipped, () -> show(Draft.shipped(shipped))));
        choose.getItems().addAll(new SeparatorMenuItem(), item(Words.of("scenario.open"), this::openChosen));
        show(Draft.shipped(ScenarioReader.SHIPPED.getFirst()));
    }

    private MenuItem item(String text, Runnable action) {
        var item = new MenuItem(text);
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> unlessChanged(action));
        return item;
    }

    /** What was typed and not saved is lost only if the person says so. */
    private void unlessChanged(Runnable action) {
        if (!draft.isChanged()) action.run();
        else Question.ask(choose, Words.of("scenario.discard", draft.shortName()), Words.of("scenario.discard.text"), Words.of("scenario.discard.yes"), action);
    }

    void openChosen() {
        console.files().choosers().open(Kind.SCENARIO).ifPresent(this::open);
    }

    private void open(Path file) {
        try {
            show(Draft.read(file));
            console.notices().close("scenario");
        } catch (InvalidFileException e) {
            console.notices().show("scenario", Words.of("scenario.open.failed", file.getFileName(), e.problems().getFirst().message()));
        }
    }

    private void show(Draft other) {
        draft = other;
        showing = true;
        editor.show(other.text());
        showing = false;
        changed();
    }

    private void typed(String text) {
        if (showing) return;
        draft = draft.typed(text);
        changed();
    }

    private void changed() {
        choose.setText(draft.shortName());
        name.setText(draft.shortName());
        edited.setText(draft.isChanged() ? Words.of("scenario.edited") : draft.file().isEmpty() ? Words.of("scenario.shipped") : "");
        save.setDisable(!draft.isChanged() && draft.file().isPresent());
        Draft looked = draft;
        Thread.ofVirtual().start(() -> {
            Draft.Checked found = looked.check();
            FxThread.bridge().later(() -> {
                if (looked == draft) found(found);
            });
        });
    }

    private void found(Draft.Checked found) {
        editor.mark(switch (found) {
            case Draft.Checked.Good _ -> Set.of();
            case Draft.Checked.Bad(List<Problem> problems) -> problems.stream().map(Problem::line).collect(Collectors.toSet());
        });
        checked.accept(found);
    }

    void goTo(Problem problem) {
        if (problem.line() > 0) editor.goTo(problem.line());
    }

    /** Over its own file; of a shipped one, where the person says. */
    void save() {
        draft.file().or(() -> console.files().choosers().save(Kind.SCENARIO, draft.shortName())).ifPresent(this::save);
    }

    private void save(Path file) {
        Draft saved = draft.savedAs(file);
        try {
            RunSaver.whole(file, out -> out.write(saved.text().getBytes(StandardCharsets.UTF_8)));
            draft = saved;
            console.notices().close("scenario");
            changed();
        } catch (IOException e) {
            console.notices().show("scenario", Words.of("scenario.save.failed", file.getFileName(), Trouble.words(e)));
        }
    }

    /** Colours are the theme's. */
    void paint() {
        editor.paint();
    }
}
