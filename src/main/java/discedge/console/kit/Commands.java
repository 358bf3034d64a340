package discedge.console.kit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** The one registry of what a person can do. On the FX thread. */
public final class Commands {
    /** What a text field does with its text. */
    private static final List<KeyCombination> EDITING = Stream.of("Z", "Shift+Z", "Y", "X", "C", "V", "A").map(key -> KeyCombination.valueOf("Shortcut+" + key)).toList();

    private final Map<String, Command> commands = new LinkedHashMap<>();
    private final List<Runnable> bound = new ArrayList<>();
    private final Map<String, String> typed = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if its id or its key is taken */
    public void add(Command command) {
        Optional<Command> rival = command.shortcut().flatMap(key -> commands.values().stream().filter(other -> other.shortcut().filter(key::equals).isPresent()).findFirst());
        if (rival.isPresent()) throw new IllegalArgumentException(command.id() + " and " + rival.get().id() + " have the same key");
        if (commands.putIfAbsent(command.id(), command) != null) throw new IllegalArgumentException("two commands are called " + command.id());
    }

    /** Takes the place of an earlier one of the same id, or is added. */
    public void put(Command command) {
        commands.remove(command.id());
        add(command);
    }

    /** The command runs, too, when the character is typed outside text fields, wherever the keyboard has it. */
    public void addTyped(String character, String id) {
        typed.put(character, id);
    }

    public Collection<Command> all() {
        return List.copyOf(commands.values());
    }

    public boolean has(String id) {
        return commands.containsKey(id);
    }

    /** @throws IllegalArgumentException if there is none */
    public Command get(String id) {
        Command command = commands.get(id);
        if (command == null) throw new IllegalArgumentException("there is no command " + id);
        return command;
    }

    /** Runs it if it is enabled. @return whether it ran */
    public boolean run(String id) {
        Command command = get(id);
        if (!command.enabled().getAsBoolean()) return false;
        command.action().run();
        return true;
    }

    /** The button runs the command and is off where that is. Its text stays its own. For buttons that live as long as the window. */
    public void bind(ButtonBase button, String id) {
        button.setOnAction(_ -> run(id));
        bound.add(() -> button.setDisable(!get(id).enabled().getAsBoolean()));
        button.setDisable(!get(id).enabled().getAsBoolean());
    }

    /** A menu item of the command, as enabled as it is now. */
    public MenuItem item(String id) {
        Command command = get(id);
        var item = new MenuItem(command.title());
        command.shortcut().ifPresent(item::setAccelerator);
        item.setDisable(!command.enabled().getAsBoolean());
        item.setOnAction(_ -> run(id));
        return item;
    }

    /** Asks all commands again whether they are enabled. */
    public void refresh() {
        bound.forEach(Runnable::run);
    }

    /** While the node has the focus the key is its own, whatever command has it otherwise: an editor saves its text, not the run. */
    public static void takes(Node node, String key, Runnable action) {
        own(node).put(KeyCombination.valueOf(key), action);
    }

    @SuppressWarnings("unchecked")
    private static Map<KeyCombination, Runnable> own(Node node) {
        return (Map<KeyCombination, Runnable>) node.getProperties().computeIfAbsent(Commands.class, _ -> new LinkedHashMap<KeyCombination, Runnable>());
    }

    private static boolean tookIt(Node focused, KeyEvent event) {
        if (focused == null || !focused.hasProperties() || !focused.getProperties().containsKey(Commands.class)) return false;
        Optional<Runnable> action = own(focused).entrySet().stream().filter(entry -> entry.getKey().match(event)).map(Map.Entry::getValue).findFirst();
        action.ifPresent(Runnable::run);
        return action.isPresent();
    }

    /** Hears the scene's keys. */
    public void install(Scene scene) {
        scene.addEventFilter(KeyEvent.KEY_TYPED, event -> hearTyped(scene, event));
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            Node focused = scene.getFocusOwner();
            if (tookIt(focused, event)) {
                event.consume();
                return;
            }
            if (focused instanceof TextInputControl && EDITING.stream().anyMatch(key -> key.match(event))) return;
            for (Command command : all()) {
                KeyCombination key = command.shortcut().orElse(null);
                if (key == null || !key.match(event) || isPlain(key) && OwnKeys.keeps(focused, event.getCode()) || !command.enabled().getAsBoolean()) continue;
                command.action().run();
                event.consume();
                return;
            }
        });
    }

    private void hearTyped(Scene scene, KeyEvent event) {
        String id = typed.get(event.getCharacter());
        if (id == null || event.isShortcutDown() || OwnKeys.keeps(scene.getFocusOwner(), KeyCode.UNDEFINED)) return;
        run(id);
        event.consume();
    }

    /** What has the focus may take it for itself. */
    private static boolean isPlain(KeyCombination key) {
        return key.getControl() != KeyCombination.ModifierValue.DOWN && key.getAlt() != KeyCombination.ModifierValue.DOWN
                && key.getMeta() != KeyCombination.ModifierValue.DOWN && key.getShortcut() != KeyCombination.ModifierValue.DOWN
                && !(key instanceof KeyCodeCombination code && (code.getCode().isFunctionKey() || code.getCode() == KeyCode.ESCAPE));
    }
}
