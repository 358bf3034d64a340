package discedge.console.settings;

import discedge.console.ConsoleWindow;
import discedge.console.kit.FxThread;
import discedge.console.model.Preferences;
import javafx.beans.InvalidationListener;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** A window opens where it was closed, and as large. On the FX thread. */
public final class WindowMemory {
    private static final String KEY = "window";

    private final Stage stage;
    private final Preferences settings;
    /** While it is not maximised. */
    private Rectangle2D bounds;

    private WindowMemory(Stage stage, Preferences settings) {
        this.stage = stage;
        this.settings = settings;
    }

    /**
     * Puts the window where it was, if that is known and still there, else in the middle; then remembers where it goes. Before it is shown.
     *
     * @param width, height of the first time, in px; less where the screen is smaller
     */
    public static void of(Stage stage, Preferences settings, double width, double height) {
        var memory = new WindowMemory(stage, settings);
        memory.restore(width, height);
        // Later: of a window that becomes larger because it is maximised, the size is heard of first.
        InvalidationListener moved = _ -> FxThread.bridge().post(memory, memory::remember);
        stage.xProperty().addListener(moved);
        stage.yProperty().addListener(moved);
        stage.widthProperty().addListener(moved);
        stage.heightProperty().addListener(moved);
        stage.maximizedProperty().addListener(moved);
    }

    private void restore(double width, double height) {
        WindowPlace known = settings.kept(KEY).flatMap(WindowPlace::parse).orElse(new WindowPlace(new Rectangle2D(WindowPlace.NOWHERE, WindowPlace.NOWHERE, width, height), false));
        WindowPlace place = known.atLeast(ConsoleWindow.MIN_WIDTH, ConsoleWindow.MIN_HEIGHT).on(Screen.getScreens().stream().map(Screen::getVisualBounds).toList());
        bounds = place.bounds();
        stage.setX(bounds.getMinX());
        stage.setY(bounds.getMinY());
        stage.setWidth(bounds.getWidth());
        stage.setHeight(bounds.getHeight());
        stage.setMaximized(place.maximised());
    }

    private void remember() {
        boolean known = stage.isShowing() && !Double.isNaN(stage.getX()) && stage.getWidth() >= 1 && stage.getHeight() >= 1;
        if (!known || stage.isIconified() || stage.isFullScreen()) return;
        if (!stage.isMaximized() || bounds == null) bounds = new Rectangle2D(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight());
        settings.keep(KEY, new WindowPlace(bounds, stage.isMaximized()).text());
    }
}
