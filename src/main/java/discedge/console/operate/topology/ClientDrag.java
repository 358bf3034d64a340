package discedge.console.operate.topology;

import discedge.console.kit.Words;
import java.util.Map;
import java.util.Optional;
import javafx.event.EventHandler;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/** The hand that moves the client: picks up after 4 px; a drop on a card roams; Esc and the bare ground put it back, and nothing happened. */
final class ClientDrag {
    private static final double PICKS_UP = 4;
    /** A card that is nearer is the target. */
    private static final double REACH = 24;

    private final Board board;
    private final ClientMark mark;
    private final Hand hand;
    private final EventHandler<KeyEvent> escape = this::key;
    private Optional<Point> pressed = Optional.empty();
    private Optional<String> target = Optional.empty();
    private Scene heard;

    /** What follows from it. */
    interface Hand {
        /** The client was picked up, or put down. */
        void holds(boolean now);

        void over(Optional<String> node);

        /** @return whether the client goes there */
        boolean drop(String node);
    }

    ClientDrag(Board board, ClientMark mark, Hand hand) {
        this.board = board;
        this.mark = mark;
        this.hand = hand;
        mark.disc().addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        mark.disc().addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        mark.disc().addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
    }

    private Point place(MouseEvent event) {
        var local = mark.root().sceneToLocal(event.getSceneX(), event.getSceneY());
        return new Point(local.getX(), local.getY());
    }

    private void press(MouseEvent event) {
        mark.disc().requestFocus();
        pressed = event.getButton() == MouseButton.PRIMARY ? Optional.of(place(event)) : Optional.empty();
        event.consume();
    }

    private void drag(MouseEvent event) {
        event.consume();
        if (pressed.isEmpty()) return;
        Point at = place(event);
        if (!mark.isHeld()) {
            if (at.distanceTo(pressed.get()) < PICKS_UP) return;
            heard = mark.disc().getScene();
            heard.addEventFilter(KeyEvent.KEY_PRESSED, escape);
            mark.hold(at);
            hand.holds(true);
        }
        mark.hold(at);
        target = nearest(at);
        hand.over(target);
        say();
    }

    /** Says again what a drop would do: the target may have died. */
    void say() {
        if (!mark.isHeld()) return;
        mark.over(target.flatMap(board::box), target.map(this::meets).orElseGet(() -> Words.of("topology.drop.none")));
    }

    /** What the client's next turn would meet there. */
    private String meets(String node) {
        return board.facts().flatMap(facts -> facts.node(node)).flatMap(NodeFacts::forecast).map(forecast -> Words.of("topology.drop.meets", node, CardWords.meets(forecast)))
                .orElseGet(() -> Words.of("topology.drop", node));
    }

    /** A card other than the client's own. */
    private Optional<String> nearest(Point at) {
        String own = board.facts().flatMap(Facts::client).map(ClientFacts::node).orElse("");
        String nearest = null;
        double distance = REACH;
        for (Map.Entry<String, Box> card : board.boxes().entrySet()) {
            double its = card.getValue().distanceTo(at);
            if (its > distance || its == distance && nearest != null) continue;
            distance = its;
            nearest = card.getKey();
        }
        return Optional.ofNullable(nearest).filter(name -> !name.equals(own));
    }

    private void release(MouseEvent event) {
        event.consume();
        pressed = Optional.empty();
        if (!mark.isHeld()) return;
        Optional<String> on = target;
        letGo();
        if (on.isPresent() && hand.drop(on.get())) mark.dropOn(on.get(), System.nanoTime());
        else mark.back(System.nanoTime());
        hand.holds(false);
    }

    private void key(KeyEvent event) {
        if (event.getCode() != KeyCode.ESCAPE) return;
        event.consume();
        cancel();
    }

    /** Puts it back. The button may still be down: what it does from here on is nothing. */
    void cancel() {
        pressed = Optional.empty();
        if (!mark.isHeld()) return;
        letGo();
        mark.back(System.nanoTime());
        hand.holds(false);
    }

    private void letGo() {
        target = Optional.empty();
        hand.over(target);
        if (heard != null) heard.removeEventFilter(KeyEvent.KEY_PRESSED, escape);
        heard = null;
    }
}
