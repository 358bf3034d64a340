package discedge.console.timebar;

import discedge.console.ConsoleContext;
import discedge.console.kit.Theme;
import discedge.console.kit.View;
import discedge.console.model.Frame;
import discedge.timeline.log.Density;
import discedge.timeline.log.EventStore;
import discedge.timeline.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.scene.Node;

/** Ruler, marks, faults and density: painted anew only when they have changed, and while the log grows no more often than is calm. */
final class TimeLayer implements View {
    private final ConsoleContext console;
    private final TimeCanvas canvas;
    private Optional<Painted> painted = Optional.empty();
    private Stretch stretch = new Stretch(Instant.EPOCH, Instant.EPOCH.plusSeconds(1), 1);
    private Places places = Places.NONE;

    /** What was painted: equal to what would be, nothing needs to be. */
    private record Painted(Stretch stretch, double height, Theme theme, long events, Instant end, boolean ahead, OptionalLong chosen) {}

    TimeLayer(ConsoleContext console, TimeCanvas canvas) {
        this.console = console;
        this.canvas = canvas;
    }

    /** From now on this part is to be shown. */
    void stretch(Stretch now) {
        stretch = now;
    }

    Places places() {
        return places;
    }

    @Override
    public Node root() {
        return canvas;
    }

    @Override
    public Duration every() {
        return CALM;
    }

    /** Something a person did, or the window's size, makes another picture of the same log. */
    boolean isStale(Frame frame) {
        return painted.filter(before -> before.height == canvas.getHeight() && before.theme == console.theming().theme() && before.ahead == !frame.live()
                && before.chosen.equals(chosen(frame)) && before.stretch.width() == stretch.width() && before.stretch.length().equals(stretch.length())
                && (frame.live() || before.stretch.equals(stretch))).isEmpty();
    }

    @Override
    public void show(Frame frame) {
        EventStore store = console.model().run().timeline().store();
        if (store.size() == 0) blank();
        if (canvas.getWidth() <= 0 || canvas.getHeight() <= 0 || store.size() == 0) return;
        var timeline = console.model().run().timeline();
        var now = new Painted(stretch, canvas.getHeight(), console.theming().theme(), timeline.newest().event(), end(frame, timeline.newest()), !frame.live(), chosen(frame));
        if (painted.filter(now::equals).isPresent()) return;
        painted = Optional.of(now);
        places = Places.of(stretch, store, timeline.marks(), timeline.newest(), now.end());
        canvas.showAhead(!frame.live());
        canvas.paint(new TimePainter.Scene(stretch, places, density(store), Rows.of(canvas.getHeight()), now.chosen()), console.theming().tokens());
    }

    private void blank() {
        if (painted.isEmpty()) return;
        painted = Optional.empty();
        places = Places.NONE;
        canvas.blank();
    }

    /** How far faults that last have come; where there is none, nothing grows while no event comes. */
    private static Instant end(Frame frame, World newest) {
        return frame.live() && !frame.world().activeFaults().isEmpty() ? frame.world().now() : newest.now();
    }

    /** In parts that begin at the same moments however far the log has moved on: bars move, and do not flicker. */
    private TimePainter.Bars density(EventStore store) {
        long bar = Math.max(1, stretch.px(TimePainter.PITCH).toNanos());
        int bars = (int) Math.ceil(stretch.width() / TimePainter.PITCH) + 1;
        Duration since = Duration.between(Instant.EPOCH, stretch.from());
        Instant from = stretch.from().minusNanos(Math.floorMod(since.toNanos(), bar));
        return new TimePainter.Bars(store.density(from, from.plusNanos(bar * bars).minusNanos(1), bars), Math.round(stretch.x(from)));
    }

    private static OptionalLong chosen(Frame frame) {
        return frame.event().map(OptionalLong::of).orElse(OptionalLong.empty());
    }
}
