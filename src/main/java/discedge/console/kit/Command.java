package discedge.console.kit;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.scene.input.KeyCombination;

/**
 * Something a person can do. Menus, buttons, keys and the palette all go through it.
 *
 * @param id also the key of its title: {@code command.ID}
 * @param shortcut one without a modifier acts outside text fields only
 * @param enabled asked each time
 */
public record Command(String id, Optional<KeyCombination> shortcut, BooleanSupplier enabled, Runnable action) {
    public static Command of(String id, String shortcut, BooleanSupplier enabled, Runnable action) {
        return new Command(id, shortcut.isEmpty() ? Optional.empty() : Optional.of(KeyCombination.valueOf(shortcut)), enabled, action);
    }

    public static Command of(String id, String shortcut, Runnable action) {
        return of(id, shortcut, () -> true, action);
    }

    public String title() {
        return Words.of("command." + id);
    }

    /** Its key as a person reads it; empty if it has none. */
    public String key() {
        return shortcut.map(KeyCombination::getDisplayText).orElse("").replace("Escape", "Esc");
    }
}
