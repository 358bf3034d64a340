package discedge.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.fred.FredSheet;
import discedge.console.kit.Theme;
import discedge.console.model.Run;
import discedge.console.model.Settings;
import discedge.timeline.Story;
import discedge.timeline.transcript.Transcripts;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A window that was closed leaves nothing behind, whatever was open in it: nodes hold their controllers, so it is the nodes that are watched. */
class LeakTest {
    private static final int COLLECTIONS = 40;

    /** What a person opens, by name. */
    private record Visit(String name, Consumer<ConsoleWindow> go) {
        @Override
        public String toString() {
            return name;
        }
    }

    private record Watched(String what, WeakReference<Object> it) {}

    @BeforeAll
    static void toolkit() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    static Stream<Visit> visits() {
        Stream<Visit> screens = Stream.of(Screen.values()).map(screen -> new Visit(screen.word(), window -> window.shell().go(screen)));
        Stream<Visit> rest = Stream.of("faults", "nodes", "settings", "palette", "add-node", "shortcuts", "about", "present").map(command -> new Visit(command,
                window -> assertTrue(window.console().commands().run(command), command + " opens nothing")));
        Visit fred = new Visit("fred", window -> new FredSheet().open(window.shell().root(), "A", window.console().model().frame(Instant.now())));
        Visit rewound = new Visit("timeline, rewound", window -> window.console().model().goTo(3, java.time.Duration.ZERO));
        Visit themed = new Visit("the other theme", window -> window.console().theming().set(Theme.LIGHT));
        return Stream.of(screens, rest, Stream.of(fred, rewound, themed)).flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("visits")
    void a_closed_window_is_collected(Visit visit) throws InterruptedException {
        List<Watched> watched = openAndClose(visit);
        assertTrue(watched.size() > 20, "a window has more than " + watched.size() + " nodes");
        List<String> left = List.of();
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            // What was posted before, and a pulse that lets go of the last scene, have run.
            WaitForAsyncUtils.waitForFxEvents();
            left = watched.stream().filter(each -> each.it().get() != null).map(Watched::what).distinct().toList();
            if (left.isEmpty()) break;
        }
        assertEquals(List.of(), left, "still held after the window was closed");
    }

    private static List<Watched> openAndClose(Visit visit) {
        var story = Story.threeNodes();
        story.turn(1, "A").arrives(1, "A", "B", 20);
        story.world();
        ConsoleWindow window = fx(() -> {
            var opened = new ConsoleWindow(new Stage(), Run.live("lab", story.timeline(), new Transcripts(), new FakeControls()), Settings.DEFAULT, Theme.DARK, story::now, 1440, 900);
            opened.show();
            opened.console().frames().showAll();
            return opened;
        });
        var watched = new ArrayList<Watched>();
        fx(() -> {
            visit.go().accept(window);
            return null;
        });
        fx(() -> {
            window.console().frames().showAll();
            window.scene().getRoot().applyCss();
            window.scene().getRoot().layout();
            for (Window each : Window.getWindows()) if (each.getScene() != null) watch(each.getScene().getRoot(), watched);
            watched.add(new Watched("the window", new WeakReference<>(window)));
            watched.add(new Watched("its model", new WeakReference<>(window.console().model())));
            return null;
        });
        fx(() -> {
            window.close();
            return null;
        });
        return watched;
    }

    private static void watch(Node node, List<Watched> watched) {
        // The primary stage of the toolkit stays.
        if (node.getScene().getWindow() == FxToolkit.toolkitContext().getRegisteredStage()) return;
        watched.add(new Watched(node.getClass().getSimpleName() + (node.getId() == null ? " " + node.getStyleClass() : " #" + node.getId()), new WeakReference<>(node)));
        if (node instanceof Parent parent) parent.getChildrenUnmodifiable().forEach(child -> watch(child, watched));
    }

    private static <T> T fx(java.util.concurrent.Callable<T> action) {
        T result = WaitForAsyncUtils.waitForAsyncFx(10_000, action);
        WaitForAsyncUtils.waitForFxEvents();
        return result;
    }
}
