package discedge.console.operate.chat;

import discedge.timeline.world.Stage;
import java.util.List;
import java.util.Locale;
import javafx.scene.layout.Region;

/** Where a turn's time went, in a bar 6 px high. */
final class StageBar extends Region {
    private static final double HEIGHT = 6;
    private static final double GAP = 1;
    private static final double LEAST = 2;

    private List<Long> lengths = List.of();

    StageBar() {
        getStyleClass().add("stage-bar");
        for (Stage stage : Stage.values()) {
            var part = new Region();
            part.getStyleClass().add("stage-" + stage.name().toLowerCase(Locale.ROOT));
            part.setVisible(false);
            getChildren().add(part);
        }
    }

    /** @param nanos of each stage, in their order */
    void show(List<Long> nanos) {
        if (nanos.equals(lengths)) return;
        lengths = nanos;
        requestLayout();
    }

    /** A stage that took any time can be seen; the others share what is left. */
    @Override
    protected void layoutChildren() {
        double total = lengths.stream().mapToLong(Long::longValue).sum();
        long parts = lengths.stream().filter(length -> length > 0).count();
        double room = getWidth() - Math.max(0, parts - 1) * GAP;
        double small = lengths.stream().filter(length -> length > 0 && room * length / total < LEAST).mapToDouble(length -> LEAST - room * length / total).sum();
        double scale = total == 0 ? 0 : (room - small) / room;
        double at = 0;
        for (int i = 0; i < getChildren().size(); i++) {
            long length = i < lengths.size() ? lengths.get(i) : 0;
            var part = getChildren().get(i);
            part.setVisible(length > 0);
            if (length == 0) continue;
            double wide = Math.max(LEAST, room * length / total * scale);
            double left = Math.round(at);
            part.resizeRelocate(left, 0, Math.max(1, Math.round(at + wide) - left), HEIGHT);
            at += wide + GAP;
        }
    }

    @Override
    protected double computePrefHeight(double width) {
        return HEIGHT;
    }

    @Override
    protected double computeMinHeight(double width) {
        return HEIGHT;
    }

    @Override
    protected double computeMaxHeight(double width) {
        return HEIGHT;
    }
}
