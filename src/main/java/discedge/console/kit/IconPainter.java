package discedge.console.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Paint;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.bootstrapicons.BootstrapIconsIkonHandler;

/** Icons on a canvas: the same font that {@link Icons} shows as nodes. For one canvas's painter, on the FX thread. */
public final class IconPainter {
    private final Map<Double, Font> fonts = new HashMap<>();

    /** Paints the icon with its centre at a place, so many px high. */
    public void paint(GraphicsContext gc, BootstrapIcons icon, double x, double y, double size, Paint colour) {
        gc.setFont(fonts.computeIfAbsent(size, IconPainter::font));
        gc.setFill(colour);
        gc.setTextAlign(TextAlignment.CENTER);
        gc.setTextBaseline(VPos.CENTER);
        gc.fillText(Character.toString(icon.getCode()), x, y);
        gc.setTextAlign(TextAlignment.LEFT);
        gc.setTextBaseline(VPos.BASELINE);
    }

    /** From the pack itself: the fonts of icons are not known by their family's name everywhere. */
    private static Font font(double size) {
        try (var in = new BootstrapIconsIkonHandler().getFontResourceAsStream()) {
            return Objects.requireNonNull(Font.loadFont(in, size), "the icons' font cannot be read");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
