package discedge.console.help;

import discedge.console.kit.Command;
import discedge.console.kit.Commands;
import discedge.console.kit.Sheet;
import discedge.console.kit.Words;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Every command that has a key, with its key, as the window's registry has them at this moment. */
public final class ShortcutsSheet {
    private static final Pattern DIGIT = Pattern.compile("roam\\.[2-9]");

    private ShortcutsSheet() {}

    /** @param over the window's root */
    public static void open(Commands commands, Pane over) {
        Map<ShortcutGroup, List<Command>> groups = new EnumMap<>(ShortcutGroup.class);
        for (Command command : commands.all())
            if (command.shortcut().isPresent() && !DIGIT.matcher(command.id()).matches()) groups.computeIfAbsent(ShortcutGroup.of(command.id()), _ -> new ArrayList<>()).add(command);
        var left = column();
        var right = column();
        groups.forEach((group, members) -> (group.isLeft() ? left : right).getChildren().add(group(group, members)));
        var columns = new HBox(left, right);
        columns.getStyleClass().add("shortcuts");
        Sheet.open(over, "shortcuts", Words.of("help.shortcuts"), columns);
    }

    private static VBox column() {
        var column = new VBox();
        column.getStyleClass().add("shortcuts-column");
        HBox.setHgrow(column, Priority.ALWAYS);
        return column;
    }

    private static Node group(ShortcutGroup group, List<Command> commands) {
        var head = new Label(group.title());
        head.getStyleClass().addAll("semibold", "muted", "t-table");
        var box = new VBox(head);
        box.getStyleClass().add("gap-4");
        for (Command command : commands) box.getChildren().add(row(command));
        return box;
    }

    private static Node row(Command command) {
        boolean digits = command.id().equals("roam.1");
        var title = new Label(digits ? Words.of("help.shortcuts.roam") : command.title());
        title.getStyleClass().add("t-table");
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        var key = new Label(digits ? Words.of("help.shortcuts.digits") : command.key());
        key.setId("shortcut-" + command.id());
        key.getStyleClass().addAll("key-cap", "mono", "t-label");
        key.setMinWidth(Region.USE_PREF_SIZE);
        var row = new HBox(title, key);
        row.getStyleClass().add("gap-8");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
