package discedge.console.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import discedge.console.ConsoleWindow;
import discedge.console.FakeControls;
import discedge.console.Screen;
import discedge.console.kit.Theme;
import discedge.console.model.Run;
import discedge.console.model.Settings;
import discedge.timeline.Story;
import discedge.timeline.transcript.Transcripts;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

class SessionsLeakTest {
    private static final int COLLECTIONS = 40;

    @BeforeAll
    static void toolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @ParameterizedTest
    @ValueSource(strings = {"turns", "tokens", "replicas", "json"})
    void a_closed_window_leaves_nothing_of_the_screen_behind(String tab) {
        List<WeakReference<Object>> watched = openAndClose(tab);
        List<String> left = List.of();
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            WaitForAsyncUtils.waitForFxEvents();
            left = watched.stream().map(WeakReference::get).filter(it -> it != null).map(it -> it.getClass().getSimpleName()).distinct().toList();
            if (left.isEmpty()) break;
        }
        assertEquals(List.of(), left, "still held after the window was closed");
    }

    private static List<WeakReference<Object>> openAndClose(String tab) {
        var story = Story.threeNodes();
        for (int turn = 1; turn <= 3; turn++) story.turn(turn, "A").arrives(turn, "A", "B", 20);
        story.world();
        var controls = new FakeControls();
        controls.look = Optional.of(Held.view(Story.SESSION, 3, 100));
        var watched = new ArrayList<WeakReference<Object>>();
        ConsoleWindow window = fx(() -> {
            var opened = new ConsoleWindow(new Stage(), Run.live("lab", story.timeline(), new Transcripts(), controls), Settings.DEFAULT, Theme.DARK, story::now, 1440, 900);
            opened.show();
            opened.shell().go(Screen.SESSIONS);
            return opened;
        });
        try {
            visit(window, tab, watched);
        } finally {
            fx(() -> {
                window.close();
                return null;
            });
        }
        return watched;
    }

    private static void visit(ConsoleWindow window, String tab, List<WeakReference<Object>> watched) {
        paint(window);
        fx(() -> {
            ((ToggleButton) window.scene().lookup("#sessions-tab-" + tab)).fire();
            return null;
        });
        for (int i = 0; i < 3; i++) paint(window);
        fx(() -> {
            for (String id : new String[] {"#sessions", "#sessions-table", "#sessions-inspector", tab.equals("turns") ? "#sessions-turns" : "#sessions-" + tab}) {
                Node node = window.scene().lookup(id);
                watched.add(new WeakReference<>(Objects.requireNonNull(node, id)));
            }
            return null;
        });
    }

    private static void paint(ConsoleWindow window) {
        fx(() -> {
            window.console().frames().showAll();
            window.scene().getRoot().applyCss();
            window.scene().getRoot().layout();
            return null;
        });
    }

    private static <T> T fx(Callable<T> action) {
        T result = WaitForAsyncUtils.waitForAsyncFx(20_000, action);
        WaitForAsyncUtils.waitForFxEvents();
        return result;
    }
}
