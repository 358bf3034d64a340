package discedge.console;

import java.util.Set;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.MouseButton;
import javafx.stage.Window;
import org.testfx.api.FxRobot;
import org.testfx.robot.BaseRobot;
import org.testfx.robot.ClickRobot;
import org.testfx.robot.DragRobot;
import org.testfx.robot.KeyboardRobot;
import org.testfx.robot.Motion;
import org.testfx.robot.MouseRobot;
import org.testfx.robot.MoveRobot;
import org.testfx.robot.ScrollRobot;
import org.testfx.robot.SleepRobot;
import org.testfx.robot.TypeRobot;
import org.testfx.robot.impl.ClickRobotImpl;
import org.testfx.robot.impl.DragRobotImpl;
import org.testfx.robot.impl.KeyboardRobotImpl;
import org.testfx.robot.impl.MouseRobotImpl;
import org.testfx.robot.impl.MoveRobotImpl;
import org.testfx.robot.impl.ScrollRobotImpl;
import org.testfx.robot.impl.TypeRobotImpl;
import org.testfx.service.query.PointQuery;
import org.testfx.util.WaitForAsyncUtils;

/**
 * A person's hand. TestFX's own waits 55 ms for the window after each press, release, move and letter, which was most of the time
 * that the console's tests took; this one waits for two rounds of the window's thread.
 */
public final class Hand extends FxRobot {
    private static final int ROUNDS = 2;

    private final BaseRobot base = robotContext().getBaseRobot();
    private final SleepRobot sleep = robotContext().getSleepRobot();
    private final MouseRobot mouse = new Mouse(new MouseRobotImpl(base));
    private final KeyboardRobot keyboard = new Keyboard(new KeyboardRobotImpl(base));
    private final MoveRobot move = new MoveRobotImpl(base, mouse, sleep);
    private final ClickRobot click = new ClickRobotImpl(mouse, move, sleep);
    private final DragRobot drag = new DragRobotImpl(mouse, move);
    private final ScrollRobot scroll = new ScrollRobotImpl(mouse);
    private final TypeRobot type = new TypeRobotImpl(keyboard, sleep);

    /** What was asked of the window's thread is done, and what that asked in turn. */
    public static void settle() {
        WaitForAsyncUtils.waitForFxEvents(ROUNDS);
    }

    private record Mouse(MouseRobot robot) implements MouseRobot {
        @Override
        public void press(MouseButton... buttons) {
            robot.pressNoWait(buttons);
            settle();
        }

        @Override
        public void pressNoWait(MouseButton... buttons) {
            robot.pressNoWait(buttons);
        }

        @Override
        public Set<MouseButton> getPressedButtons() {
            return robot.getPressedButtons();
        }

        @Override
        public void release(MouseButton... buttons) {
            robot.releaseNoWait(buttons);
            settle();
        }

        @Override
        public void releaseNoWait(MouseButton... buttons) {
            robot.releaseNoWait(buttons);
        }

        @Override
        public void move(Point2D to) {
            robot.moveNoWait(to);
            settle();
        }

        @Override
        public void moveNoWait(Point2D to) {
            robot.moveNoWait(to);
        }

        @Override
        public void scroll(int amount) {
            robot.scrollNoWait(amount);
            settle();
        }

        @Override
        public void scrollNoWait(int amount) {
            robot.scrollNoWait(amount);
        }
    }

    private record Keyboard(KeyboardRobot robot) implements KeyboardRobot {
        @Override
        public void press(KeyCode... keys) {
            robot.pressNoWait(keys);
            settle();
        }

        @Override
        public void pressNoWait(KeyCode... keys) {
            robot.pressNoWait(keys);
        }

        @Override
        public Set<KeyCode> getPressedKeys() {
            return robot.getPressedKeys();
        }

        @Override
        public void release(KeyCode... keys) {
            robot.releaseNoWait(keys);
            settle();
        }

        @Override
        public void releaseNoWait(KeyCode... keys) {
            robot.releaseNoWait(keys);
        }
    }

    // ---- mouse

    @Override
    public Hand press(MouseButton... buttons) {
        mouse.press(buttons);
        return this;
    }

    @Override
    public Hand release(MouseButton... buttons) {
        mouse.release(buttons);
        return this;
    }

    @Override
    public Hand moveTo(PointQuery to, Motion motion) {
        move.moveTo(to, motion);
        return this;
    }

    @Override
    public Hand moveBy(double x, double y, Motion motion) {
        move.moveBy(x, y, motion);
        return this;
    }

    @Override
    public Hand clickOn(MouseButton... buttons) {
        click.clickOn(buttons);
        return this;
    }

    @Override
    public Hand clickOn(PointQuery at, Motion motion, MouseButton... buttons) {
        click.clickOn(at, motion, buttons);
        return this;
    }

    @Override
    public Hand doubleClickOn(MouseButton... buttons) {
        click.doubleClickOn(buttons);
        return this;
    }

    @Override
    public Hand doubleClickOn(PointQuery at, Motion motion, MouseButton... buttons) {
        click.doubleClickOn(at, motion, buttons);
        return this;
    }

    @Override
    public Hand drag(MouseButton... buttons) {
        drag.drag(buttons);
        return this;
    }

    @Override
    public Hand drag(PointQuery from, MouseButton... buttons) {
        drag.drag(from, buttons);
        return this;
    }

    @Override
    public Hand drop() {
        drag.drop();
        return this;
    }

    @Override
    public Hand dropTo(PointQuery at) {
        drag.dropTo(at);
        return this;
    }

    @Override
    public Hand scroll(int amount) {
        scroll.scroll(amount);
        return this;
    }

    // ---- keyboard

    @Override
    public Hand press(KeyCode... keys) {
        keyboard.press(keys);
        return this;
    }

    @Override
    public Hand release(KeyCode... keys) {
        keyboard.release(keys);
        return this;
    }

    @Override
    public Hand type(KeyCode... keys) {
        type.type(keys);
        return this;
    }

    @Override
    public Hand type(KeyCode key, int times) {
        type.type(key, times);
        return this;
    }

    @Override
    public Hand push(KeyCode... keys) {
        type.push(keys);
        return this;
    }

    @Override
    public Hand push(KeyCodeCombination keys) {
        type.push(keys);
        return this;
    }

    /** Into the window that has the keyboard. */
    @Override
    public Hand write(String text) {
        Window window = window(Window::isFocused);
        for (char letter : text.toCharArray()) {
            base.typeKeyboard(window.getScene(), letter == '\n' ? KeyCode.ENTER : letter == '\t' ? KeyCode.TAB : KeyCode.UNDEFINED, String.valueOf(letter));
            settle();
        }
        return this;
    }

    @Override
    public Hand write(String text, int pauseMillis) {
        return write(text);
    }
}
