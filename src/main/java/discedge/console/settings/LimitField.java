package discedge.console.settings;

import discedge.console.kit.Words;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;

/** A limit in ms as a person types it: in force with each key that leaves a number in its range. */
final class LimitField {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final TextField field;
    private final Label wrong;
    private final Supplier<Duration> get;

    LimitField(TextField field, Label wrong, Supplier<Duration> get, Consumer<Duration> set) {
        this.field = field;
        this.wrong = wrong;
        this.get = get;
        wrong.setId(field.getId() + "-wrong");
        field.textProperty().addListener((_, _, text) -> {
            Optional<Duration> limit = parse(text);
            limit.ifPresent(set);
            say(limit.isPresent() ? "" : Words.of("settings.limits.wrong"));
        });
    }

    private void say(String words) {
        wrong.setText(words);
        wrong.setVisible(!words.isEmpty());
        wrong.setManaged(!words.isEmpty());
        field.pseudoClassStateChanged(WRONG, !words.isEmpty());
    }

    /** What is in force, whatever was typed. */
    void show() {
        field.setText(BigDecimal.valueOf(get.get().toNanos(), 6).stripTrailingZeros().toPlainString());
        say("");
    }

    static Optional<Duration> parse(String text) {
        if (!text.strip().matches("\\d{1,6}(\\.\\d{1,3})?")) return Optional.empty();
        Duration limit = Duration.ofNanos(new BigDecimal(text.strip()).movePointRight(6).longValueExact());
        return Optional.of(limit).filter(each -> each.compareTo(SettingsFile.LEAST) >= 0 && each.compareTo(SettingsFile.MOST) <= 0);
    }
}
