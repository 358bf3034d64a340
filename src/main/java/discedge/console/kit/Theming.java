package discedge.console.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.scene.Scene;
import javafx.stage.PopupWindow;
import javafx.stage.Window;

/** The theme of all windows, and the stylesheets in their order. On the FX thread. */
public final class Theming {
    /** Tokens first, then what all share, then one a screen. */
    private static final List<String> SHEETS = List.of("tokens", "base", "shell", "operate", "topology", "chat", "sessions", "events", "faults", "timebar", "scenario",
            "settings", "present", "palette", "help", "nodes");

    private static final String OPAQUE = "opaque";
    private static final List<String> SHADOWED = List.of(".context-menu", ".list-view", ".tooltip");

    private final List<Scene> scenes = new ArrayList<>();
    private final List<Runnable> listeners = new ArrayList<>();
    /** Menus and tooltips are windows of their own, whose roots know no theme. */
    private final ListChangeListener<Window> popups = change -> {
        while (change.next()) change.getAddedSubList().forEach(this::colour);
    };
    /** Nothing shines through a window, such as on X without a compositor: round a shadow there would be a white frame. */
    private boolean opaque = !Platform.isSupported(ConditionalFeature.TRANSPARENT_WINDOW);
    private Theme theme;

    public Theming(Theme theme) {
        this.theme = theme;
        Application.setUserAgentStylesheet(theme.base());
        Window.getWindows().addListener(popups);
    }

    /** As on a screen where windows are opaque, for tests. */
    void opaque(boolean wanted) {
        opaque = wanted;
    }

    private void colour(Window window) {
        if (window instanceof PopupWindow popup) dress(popup);
    }

    /** Before a menu opens, so that its colours have values from its first frame on. */
    public void dress(PopupWindow popup) {
        var classes = popup.getScene().getRoot().getStyleClass();
        classes.remove(theme.other().word());
        if (!classes.contains(theme.word())) classes.add(theme.word());
        if (!opaque) return;
        if (!classes.contains(OPAQUE)) classes.add(OPAQUE);
        popup.getScene().setFill(tokens().colour("bg-2"));
        // A value that is set goes before the base theme's, also for what a skin adds later at this node.
        for (String shadowed : SHADOWED) popup.getScene().getRoot().lookupAll(shadowed).forEach(node -> node.setEffect(null));
    }

    /** Dresses a scene, now and whenever the theme changes. */
    public void dress(Scene scene) {
        // The theme's class first: without it no colour has a value.
        scene.getRoot().getStyleClass().add(theme.word());
        for (String sheet : SHEETS) scene.getStylesheets().add(Objects.requireNonNull(Theming.class.getResource("/css/" + sheet + ".css"), sheet).toExternalForm());
        scenes.add(scene);
    }

    /** The scene's window is closed. */
    public void forget(Scene scene) {
        scenes.remove(scene);
        if (scenes.isEmpty()) Window.getWindows().removeListener(popups);
    }

    public Theme theme() {
        return theme;
    }

    /** For what is painted on a canvas: ask at each paint, it changes with the theme. */
    public Tokens tokens() {
        return Tokens.of(theme);
    }

    public void set(Theme other) {
        if (other == theme) return;
        for (Scene scene : scenes) {
            scene.getRoot().getStyleClass().set(scene.getRoot().getStyleClass().indexOf(theme.word()), other.word());
        }
        theme = other;
        Application.setUserAgentStylesheet(other.base());
        List.copyOf(listeners).forEach(Runnable::run);
    }

    /** Hears of each change of theme. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }
}
