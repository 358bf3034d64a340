package discedge.console.files;

import discedge.console.kit.Command;
import discedge.console.kit.Commands;
import discedge.console.model.ConsoleModel;
import java.util.List;
import javafx.scene.Scene;

/** What a person can do with files, as commands. */
public final class FileCommands {
    /** In the order of a menu. */
    public static final List<String> IDS = List.of("open-run", "save-run", "export-csv", "export-json", "export-png", "back-to-lab");

    private FileCommands() {}

    public static void add(Commands commands, ConsoleModel model, RunFiles files) {
        var exports = new Exports(model, files);
        commands.add(Command.of("open-run", "Shortcut+O", files::openChosen));
        commands.add(Command.of("save-run", "Shortcut+S", () -> hasEvents(model), files::saveChosen));
        commands.add(Command.of("export-csv", "", () -> hasEvents(model), exports::csv));
        commands.add(Command.of("export-json", "", () -> hasEvents(model), exports::json));
        commands.add(Command.of("back-to-lab", "", files::isAway, files::backToLab));
    }

    /** The picture needs the window. */
    public static void add(Commands commands, ConsoleModel model, RunFiles files, Scene scene) {
        var exports = new Exports(model, files);
        commands.add(Command.of("export-png", "", () -> exports.png(scene)));
    }

    private static boolean hasEvents(ConsoleModel model) {
        return model.run().timeline().store().size() > 0;
    }
}
