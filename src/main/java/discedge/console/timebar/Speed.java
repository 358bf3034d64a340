package discedge.console.timebar;

import discedge.console.kit.Words;
import discedge.console.model.ConsoleModel;
import java.math.BigDecimal;
import java.util.List;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;

/** How fast a replay plays: a menu, and two keys that go from one speed to the next. */
final class Speed {
    static final List<Double> SPEEDS = List.of(0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0);

    private final ConsoleModel model;
    private final MenuButton button;
    private double shown;

    Speed(ConsoleModel model, MenuButton button) {
        this.model = model;
        this.button = button;
        for (double speed : SPEEDS) {
            var item = new RadioMenuItem(words(speed));
            item.setId("speed-" + words(speed).replace("×", ""));
            item.setUserData(speed);
            item.setOnAction(_ -> model.speed(speed));
            button.getItems().add(item);
        }
    }

    static String words(double speed) {
        return Words.of("timebar.times", BigDecimal.valueOf(speed).stripTrailingZeros().toPlainString());
    }

    /** @param by 1 = the next faster one, −1 = the next slower one */
    void change(int by) {
        double now = model.playhead().speed();
        List<Double> on = by > 0 ? SPEEDS.stream().filter(speed -> speed > now).toList() : SPEEDS.reversed().stream().filter(speed -> speed < now).toList();
        if (!on.isEmpty()) model.speed(on.getFirst());
    }

    void show(double speed) {
        if (speed == shown) return;
        shown = speed;
        button.setText(words(speed));
        button.getItems().forEach(item -> ((RadioMenuItem) item).setSelected(item.getUserData().equals(speed)));
    }
}
