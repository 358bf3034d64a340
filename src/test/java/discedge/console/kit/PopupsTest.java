package discedge.console.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import discedge.console.ConsoleTest;
import discedge.console.Screen;
import discedge.timeline.Story;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javafx.scene.input.KeyCode;
import javafx.stage.PopupWindow;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;

/** Menus, lists and tooltips are windows of their own: their colours have values from their first layout on, in either theme. */
class PopupsTest extends ConsoleTest {
    /** Held, or its handler would be forgotten. */
    private final Logger log = Logger.getLogger("javafx.css");
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final Handler hearing = new Handler() {
        @Override
        public void publish(LogRecord record) {
            said.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @Override
    protected void before(Story story) {
        story.turn(1, "A");
    }

    @Test
    void no_colour_of_theirs_is_looked_for_in_vain() {
        log.addHandler(hearing);
        try {
            for (Theme theme : Theme.values()) {
                theme(theme);
                robot.clickOn("#menu");
                assertEquals(theme.word(), dress());
                robot.type(KeyCode.ESCAPE);
                robot.type(KeyCode.F8);
                paint();
                robot.clickOn("#fault-where");
                assertEquals(theme.word(), dress());
                robot.type(KeyCode.ESCAPE);
                robot.type(KeyCode.F8);
                onFx(() -> {
                    window.shell().go(theme == Theme.DARK ? Screen.SCENARIO : Screen.OPERATE);
                    return null;
                });
                paint();
            }
        } finally {
            log.removeHandler(hearing);
        }
        assertEquals(List.of(), said.stream().distinct().limit(5).toList());
    }

    private String dress() {
        return onFx(() -> Window.getWindows().stream().filter(PopupWindow.class::isInstance).map(shown -> shown.getScene().getRoot().getStyleClass().stream()
                .filter(style -> style.equals("dark") || style.equals("light")).findFirst().orElse("none")).findFirst().orElse("no popup"));
    }
}
