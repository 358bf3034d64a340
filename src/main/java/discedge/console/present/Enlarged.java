package discedge.console.present;

import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;

/** Shows a part of the window larger than it is: laid out in as much less room. */
final class Enlarged extends Pane {
    private final Scale scale = new Scale();
    private Region part;

    Enlarged() {
        setMinSize(0, 0);
    }

    void factor(double factor) {
        if (factor == scale.getX()) return;
        scale.setX(factor);
        scale.setY(factor);
        requestLayout();
    }

    /** Takes the part in, from wherever it was. */
    void show(Region its) {
        part = its;
        getChildren().setAll(its);
        its.getTransforms().add(scale);
    }

    /** Lets it go, as large as it was. */
    void release() {
        getChildren().clear();
        if (part != null) part.getTransforms().remove(scale);
        part = null;
    }

    @Override
    protected void layoutChildren() {
        if (part != null) part.resizeRelocate(0, 0, Math.floor(getWidth() / scale.getX()), Math.floor(getHeight() / scale.getY()));
    }

    @Override
    protected double computePrefWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 0;
    }
}
