package discedge.console.kit;

import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.TabPane;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;

/** Keys without a modifier that a control needs itself: a command on the same key must not take them from it. */
public final class OwnKeys {
    private static final Object ARROWS = new Object();
    private static final Object ALL = new Object();

    private OwnKeys() {}

    /** The arrow keys mean something of its own in this node and all that is in it, such as moving from node card to node card. */
    public static void keepArrows(Node node) {
        node.getProperties().put(ARROWS, true);
    }

    /** All keys without a modifier: what is asked here is answered first. */
    public static void keepAll(Node node) {
        node.getProperties().put(ALL, true);
    }

    static boolean keeps(Node focused, KeyCode key) {
        if (focused instanceof TextInputControl || has(focused, ALL)) return true;
        return switch (key) {
            case SPACE, ENTER -> isButton(focused) || focused instanceof ButtonBase || focused instanceof ComboBoxBase || focused instanceof ChoiceBox || focused instanceof TabPane;
            case LEFT, RIGHT, UP, DOWN -> focused instanceof ComboBoxBase || focused instanceof ChoiceBox || focused instanceof Slider || focused instanceof Spinner
                    || focused instanceof TabPane || focused instanceof TreeView || has(focused, ARROWS);
            // End is the way back to live, whatever is focused.
            case HOME -> focused instanceof ScrollPane || focused instanceof TableView || focused instanceof ListView;
            default -> false;
        };
    }

    /** Such as a figure that is copied by a click. */
    private static boolean isButton(Node focused) {
        return focused != null && focused.getAccessibleRole() == AccessibleRole.BUTTON;
    }

    private static boolean has(Node focused, Object mark) {
        for (Node at = focused; at != null; at = at.getParent()) if (at.hasProperties() && at.getProperties().containsKey(mark)) return true;
        return false;
    }
}
