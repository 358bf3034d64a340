package discedge.console.kit;

import java.util.HashMap;
import java.util.Map;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Paint;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

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

    private static Font font(double size) {
        var sample = FontIcon.of(BootstrapIcons.CIRCLE);
        return Font.font(sample.getFont().getFamily(), size);
    }
}
