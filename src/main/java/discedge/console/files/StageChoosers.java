package discedge.console.files;

import discedge.console.kit.FxThread;
import discedge.console.kit.Notices;
import discedge.console.kit.Words;
import discedge.console.model.Preferences;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Stage;

/** The system's own dialogs; they begin in the folder of the time before. */
public final class StageChoosers implements Choosers {
    private static final String FOLDER = "files.folder";

    private final Stage stage;
    private final Preferences settings;
    private final Notices notices;

    public StageChoosers(Stage stage, Preferences settings, Notices notices) {
        this.stage = stage;
        this.settings = settings;
        this.notices = notices;
    }

    @Override
    public Optional<Path> open(Kind kind) {
        FileChooser chooser = chooser("files.open.", kind);
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(Words.of("files.kind.all"), "*.*"));
        return remembered(chooser.showOpenDialog(stage));
    }

    @Override
    public Optional<Path> save(Kind kind, String name) {
        FileChooser chooser = chooser("files.save.", kind);
        chooser.setInitialFileName(name);
        return remembered(chooser.showSaveDialog(stage)).map(kind::named);
    }

    private FileChooser chooser(String title, Kind kind) {
        var chooser = new FileChooser();
        chooser.setTitle(Words.of(title + kind.word()));
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(Words.of("files.kind." + kind.word()), kind.endings().stream().map(ending -> "*." + ending).toList()));
        settings.kept(FOLDER).flatMap(StageChoosers::folder).ifPresent(folder -> chooser.setInitialDirectory(folder.toFile()));
        return chooser;
    }

    private Optional<Path> remembered(File chosen) {
        if (chosen == null) return Optional.empty();
        Path file = chosen.toPath().toAbsolutePath();
        settings.keep(FOLDER, file.getParent().toString());
        return Optional.of(file);
    }

    private static Optional<Path> folder(String name) {
        try {
            Path folder = Path.of(name);
            return Files.isDirectory(folder) ? Optional.of(folder) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** By the command that each system has for it: AWT's Desktop does not go with JavaFX everywhere. */
    @Override
    public void show(Path folder) {
        Path there = folder.toAbsolutePath();
        Thread.ofVirtual().start(() -> {
            try {
                new ProcessBuilder(List.of(opener(), there.toString())).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            } catch (IOException e) {
                FxThread.bridge().run(() -> notices.show("folder", Words.of("files.folder.none", there)));
            }
        });
    }

    private static String opener() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return system.startsWith("mac") ? "open" : system.startsWith("windows") ? "explorer" : "xdg-open";
    }
}
