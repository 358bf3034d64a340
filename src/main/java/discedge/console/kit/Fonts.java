package discedge.console.kit;

import java.io.IOException;
import javafx.scene.text.Font;

/** The fonts the console brings along: the machine's own may lack glyphs, or be none. */
public final class Fonts {
    private static final String INTER = "/com/formdev/flatlaf/fonts/inter/Inter-";
    private static final String MONO = "/com/formdev/flatlaf/fonts/jetbrains_mono/JetBrainsMono-";
    private static boolean loaded;

    private Fonts() {}

    /** Loads them once; before the first scene. */
    public static synchronized void load() {
        if (loaded) return;
        loaded = true;
        for (String face : new String[] {INTER + "Regular.otf", INTER + "SemiBold.otf", MONO + "Regular.ttf", MONO + "Bold.ttf"}) {
            try (var in = Fonts.class.getResourceAsStream(face)) {
                if (in == null || Font.loadFont(in, 13) == null) throw new IllegalStateException("the font " + face + " is not on the class path");
            } catch (IOException e) {
                throw new IllegalStateException("the font " + face + " cannot be read", e);
            }
        }
    }
}
