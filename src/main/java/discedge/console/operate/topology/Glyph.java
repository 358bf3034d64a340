package discedge.console.operate.topology;

import discedge.timeline.forecast.Forecast;
import java.util.function.Supplier;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Circle;
import javafx.scene.shape.SVGPath;
import javafx.scene.shape.Shape;

/** The sign of a state, 12 px square: a state is a colour, a shape and a word. Colours come from the stylesheets, by class. */
final class Glyph extends Pane {
    private static final double SIZE = 12;
    private Sign sign;

    /** What there are signs of. */
    enum Sign {
        SAFE(() -> new Shape[] {ring(), line("M3.6 6.2 L5.3 7.9 L8.5 4.3")}),
        WAIT(() -> new Shape[] {ring(), solid("M6 6 L6 2.4 A3.6 3.6 0 0 1 9.6 6 Z")}),
        FAILS(() -> new Shape[] {line("M3.9 0.9 L8.1 0.9 L11.1 3.9 L11.1 8.1 L8.1 11.1 L3.9 11.1 L0.9 8.1 L0.9 3.9 Z"), line("M4.2 4.2 L7.8 7.8 M7.8 4.2 L4.2 7.8")}),
        STALE(() -> {
            Shape dashed = ring();
            dashed.getStrokeDashArray().setAll(2.2, 1.6);
            return new Shape[] {dashed, line("M6 3.4 L6 6.2 L7.9 7.3")};
        }),
        UNKNOWN(() -> new Shape[] {ring(), line("M4.5 4.8 C4.5 3.0 7.5 3.0 7.5 4.8 C7.5 5.9 6 5.9 6 7.1"), solid("M5.3 8.4 h1.4 v1.3 h-1.4 Z")}),
        CUT(() -> new Shape[] {line("M0.8 6 L3.4 6 M4.8 8.8 L7.2 3.2 M8.6 6 L11.2 6")}),
        WARM(() -> new Shape[] {solid("M6.3 0.6 C6.6 2.9 9.6 4.5 9.6 7.6 A3.6 3.7 0 0 1 2.4 7.6 C2.4 6 3.3 4.9 4 4.2 C4.2 5.1 4.7 5.6 5.2 5.8 C4.8 4.1 5.2 2.1 6.3 0.6 Z")}),
        COLD(() -> new Shape[] {line("M6 0.9 L6 11.1 M1.6 3.45 L10.4 8.55 M1.6 8.55 L10.4 3.45")});

        private final Supplier<Shape[]> shapes;

        Sign(Supplier<Shape[]> shapes) {
            this.shapes = shapes;
        }

        static Sign of(Forecast.State state) {
            return switch (state) {
                case SAFE -> SAFE;
                case WAIT -> WAIT;
                case FAILS -> FAILS;
                case STALE -> STALE;
                case UNKNOWN -> UNKNOWN;
            };
        }

        static Sign of(Forecast.Cache cache) {
            return switch (cache) {
                case WARM -> WARM;
                case COLD -> COLD;
            };
        }

        /** Style class, and name of the colour. */
        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    Glyph(Sign sign) {
        getStyleClass().add("glyph");
        setMinSize(SIZE, SIZE);
        setPrefSize(SIZE, SIZE);
        setMaxSize(SIZE, SIZE);
        setMouseTransparent(true);
        show(sign);
    }

    void show(Sign now) {
        if (now == sign) return;
        if (sign != null) getStyleClass().remove(sign.word());
        sign = now;
        getStyleClass().add(now.word());
        getChildren().setAll(now.shapes.get());
    }

    private static Shape ring() {
        return styled(new Circle(6, 6, 5.1), "line");
    }

    private static Shape line(String path) {
        return styled(path(path), "line");
    }

    private static Shape solid(String path) {
        return styled(path(path), "solid");
    }

    private static SVGPath path(String content) {
        var path = new SVGPath();
        path.setContent(content);
        return path;
    }

    private static Shape styled(Shape shape, String style) {
        shape.getStyleClass().add(style);
        return shape;
    }
}
