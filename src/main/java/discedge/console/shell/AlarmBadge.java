package discedge.console.shell;

import discedge.console.kit.Words;
import discedge.console.model.Run;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** How many alarms there are that were not yet to be seen on Events, on the button that leads there. */
final class AlarmBadge {
    private static final int MOST = 9;

    private final Label count = new Label();
    private final StackPane box = new StackPane();
    private Run run;
    private int seen;
    private int shown = -1;

    AlarmBadge() {
        count.setId("alarm-badge");
        count.getStyleClass().addAll("alarm-badge", "mono", "t-label");
        count.setMaxWidth(Region.USE_PREF_SIZE);
        count.setVisible(false);
        count.setManaged(false);
    }

    /** The icon with the badge at its corner. */
    Node over(Node icon) {
        StackPane.setAlignment(count, Pos.TOP_RIGHT);
        box.getChildren().addAll(icon, count);
        return box;
    }

    /**
     * @param button says it, too
     * @param name of what it leads to
     * @param alarms up to the cursor
     * @param looked a person sees them now
     */
    void show(Run now, ToggleButton button, String name, int alarms, boolean looked) {
        if (now != run) seen = 0;
        run = now;
        if (looked) seen = Math.max(seen, alarms);
        int fresh = Math.max(0, alarms - seen);
        if (fresh == shown) return;
        shown = fresh;
        count.setText(fresh > MOST ? Words.of("shell.alarms.many") : Integer.toString(fresh));
        count.setVisible(fresh > 0);
        count.setManaged(fresh > 0);
        button.setAccessibleText(fresh == 0 ? name : fresh == 1 ? Words.of("shell.alarms.one", name) : Words.of("shell.alarms", name, fresh));
    }
}
