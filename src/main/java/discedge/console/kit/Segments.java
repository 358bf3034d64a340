package discedge.console.kit;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import org.controlsfx.control.SegmentedButton;

/** Buttons in one piece, of which one is always chosen. */
public final class Segments {
    private Segments() {}

    /** @param id for whoever looks for it */
    public record Segment<T>(T value, String id, String text) {}

    /** @param first the place of the one chosen at first @param chosen hears of each choice of a person */
    public static <T> SegmentedButton of(List<Segment<T>> segments, int first, Consumer<T> chosen) {
        var row = new SegmentedButton();
        for (Segment<T> segment : segments) {
            var button = new ToggleButton(segment.text());
            button.setId(segment.id());
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.getStyleClass().add("segment");
            // Chosen again it stays chosen.
            button.setOnAction(_ -> {
                button.setSelected(true);
                chosen.accept(segment.value());
            });
            row.getButtons().add(button);
        }
        choose(row, first);
        return row;
    }

    /** As if a person had, but that nobody hears of it. */
    public static void choose(SegmentedButton row, int at) {
        row.getButtons().get(at).setSelected(true);
    }
}
