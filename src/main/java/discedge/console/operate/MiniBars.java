package discedge.console.operate;

import discedge.console.kit.Tokens;
import java.util.Arrays;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/** A figure's course in a few bars: grey, but for what is past its limit. Paints only what has changed. */
public final class MiniBars extends Region {
    private final Canvas canvas = new Canvas();
    private double[] values = {};
    private double limit = Double.POSITIVE_INFINITY;
    private Color plain = Color.TRANSPARENT;
    private Color past = Color.TRANSPARENT;

    public MiniBars() {
        getChildren().add(canvas);
        setMouseTransparent(true);
    }

    /** @param state token of the colour past the limit */
    public void show(double[] bars, double most, String state, Tokens tokens) {
        Color grey = tokens.colour("control");
        Color marked = tokens.colour(state);
        if (Arrays.equals(values, bars) && limit == most && grey.equals(plain) && marked.equals(past)) return;
        values = bars;
        limit = most;
        plain = grey;
        past = marked;
        paint();
    }

    @Override
    protected void layoutChildren() {
        if (canvas.getWidth() == getWidth() && canvas.getHeight() == getHeight()) return;
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        paint();
    }

    private void paint() {
        GraphicsContext gc = canvas.getGraphicsContext2D();
        double height = canvas.getHeight();
        gc.clearRect(0, 0, canvas.getWidth(), height);
        if (values.length == 0 || canvas.getWidth() <= 0) return;
        double highest = Arrays.stream(values).filter(value -> !Double.isNaN(value)).max().orElse(0);
        double pitch = Math.floor(canvas.getWidth() / values.length);
        double left = canvas.getWidth() - pitch * values.length;
        double width = Math.max(1, pitch - Math.max(1, Math.round(pitch / 5)));
        for (int i = 0; i < values.length; i++) {
            boolean measured = values[i] > 0;
            // Nothing measured, and a measured nothing, are a line on the ground: the figure beside them says which.
            double tall = measured ? Math.max(2, Math.round(height * values[i] / highest)) : 1;
            gc.setFill(measured && values[i] > limit ? past : plain);
            gc.fillRect(left + i * pitch, height - tall, width, tall);
        }
    }
}
