package discedge.console.sessions.inspector;

import discedge.console.kit.OwnKeys;
import discedge.console.kit.Theming;
import discedge.console.sessions.inspector.FlowLayout.Cell;
import discedge.console.sessions.inspector.FlowLayout.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;

/**
 * The ids that are looked at, one after the other, as text, as numbers or as bytes. Lays out no more than what is seen and
 * asks for no other pieces, so that a hundred thousand ids cost as much as a hundred.
 */
final class Flow extends Region {
    private static final double BAR = 12;
    private static final int WHEEL_LINES = 3;

    private final Canvas canvas = new Canvas();
    private final ScrollBar bar = new ScrollBar();
    private final FlowLayout layout = new FlowLayout();
    private final FlowPainter painter;
    private final Theming theming;
    private final Pieces pieces;
    private final ChosenToken chosen;
    private final Runnable moved;
    private Optional<SessionTokens> tokens = Optional.empty();
    private List<Paragraph> paragraphs = List.of();
    private PieceMode mode = PieceMode.PIECES;
    private int paragraph;
    private int line;
    private List<Line> seen = List.of();
    private OptionalInt hovered = OptionalInt.empty();
    private boolean scrolling;

    /** @param moved called when other ids are seen */
    Flow(Theming theming, Pieces pieces, ChosenToken chosen, Runnable moved) {
        this.theming = theming;
        this.pieces = pieces;
        this.chosen = chosen;
        this.moved = moved;
        painter = new FlowPainter(theming);
        setId("sessions-flow");
        getStyleClass().add("token-canvas");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TEXT_AREA);
        OwnKeys.keepArrows(this);
        bar.setOrientation(Orientation.VERTICAL);
        bar.setFocusTraversable(false);
        getChildren().addAll(canvas, bar);
        bar.valueProperty().addListener((_, _, now) -> {
            if (!scrolling) look(now.intValue());
        });
        addEventHandler(ScrollEvent.SCROLL, event -> {
            scroll(event.getDeltaY() > 0 ? -WHEEL_LINES : WHEEL_LINES);
            event.consume();
        });
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            requestFocus();
            at(event.getX(), event.getY()).ifPresent(cell -> chosen.choose(cell.index()));
        });
        addEventHandler(MouseEvent.MOUSE_MOVED, event -> hover(at(event.getX(), event.getY()).map(cell -> OptionalInt.of(cell.index())).orElse(OptionalInt.empty())));
        addEventHandler(MouseEvent.MOUSE_EXITED, _ -> hover(OptionalInt.empty()));
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        focusedProperty().addListener(_ -> paint());
    }

    /** Other ids, or more of the same. */
    void show(Optional<SessionTokens> now) {
        if (now.equals(tokens)) return;
        boolean grew = now.isPresent() && tokens.isPresent() && now.get().length() >= tokens.get().length()
                && now.get().header().session().equals(tokens.get().header().session());
        tokens = now;
        paragraphs = now.map(its -> Paragraph.of(its.map())).orElse(List.of());
        layout.forget();
        if (!grew) line = paragraph = 0;
        arrange();
    }

    void mode(PieceMode now) {
        int first = first();
        mode = now;
        layout.forget();
        look(first);
    }

    PieceMode mode() {
        return mode;
    }

    List<Paragraph> paragraphs() {
        return paragraphs;
    }

    /** The first id seen. */
    int first() {
        return seen.isEmpty() ? 0 : seen.getFirst().start();
    }

    /** After the last id seen. */
    int end() {
        return seen.isEmpty() ? 0 : seen.getLast().end();
    }

    /** Shows from this id on. */
    void look(int id) {
        if (paragraphs.isEmpty() || layout.font() == null) return;
        paragraph = Paragraph.find(paragraphs, Math.max(0, id));
        line = lineOf(lines(paragraph), id);
        arrange();
    }

    private static int lineOf(List<Line> lines, int id) {
        for (int i = 0; i < lines.size(); i++) if (id < lines.get(i).end()) return i;
        return lines.size() - 1;
    }

    /** Shows the id if it is not seen. */
    void reveal(int id) {
        if (id >= first() && id < seenWhole()) return;
        look(id);
        if (id > 0) scroll(-2);
    }

    /** After the last id of the last line that is seen whole. */
    private int seenWhole() {
        int whole = Math.max(1, (int) (getHeight() / painter.height(mode)) - 1);
        return seen.isEmpty() ? 0 : seen.get(Math.min(seen.size(), whole) - 1).end();
    }

    /** The pieces that were missing have come, or the theme is another. */
    void refresh() {
        arrange();
    }

    private List<Line> lines(int which) {
        Paragraph its = paragraphs.get(which);
        return layout.lines(its, tokens.orElseThrow(), mode.needsPieces() ? pieces.of(its) : Optional.empty());
    }

    private void scroll(int by) {
        if (paragraphs.isEmpty()) return;
        int left = by;
        while (left > 0 && !(paragraph == paragraphs.size() - 1 && line >= lines(paragraph).size() - 1)) {
            if (line + 1 < lines(paragraph).size()) line++;
            else {
                paragraph++;
                line = 0;
            }
            left--;
        }
        while (left < 0 && !(paragraph == 0 && line == 0)) {
            if (line > 0) line--;
            else {
                paragraph--;
                line = lines(paragraph).size() - 1;
            }
            left++;
        }
        arrange();
    }

    @Override
    protected void layoutChildren() {
        double width = Math.floor(getWidth() - BAR);
        double height = Math.floor(getHeight());
        bar.resizeRelocate(width, 0, BAR, height);
        if (canvas.getWidth() == width && canvas.getHeight() == height) return;
        int first = first();
        canvas.setWidth(Math.max(0, width));
        canvas.setHeight(Math.max(0, height));
        look(first);
        arrange();
    }

    /** Takes as many lines as fit from where one looks. */
    private void arrange() {
        layout.set(Math.max(80, canvas.getWidth() - FlowPainter.GUTTER - FlowPainter.PADDING), mode, theming.tokens());
        var now = new ArrayList<Line>();
        double height = painter.height(mode);
        if (!paragraphs.isEmpty()) {
            paragraph = Math.clamp(paragraph, 0, paragraphs.size() - 1);
            line = Math.clamp(line, 0, lines(paragraph).size() - 1);
            int from = line;
            for (int which = paragraph; which < paragraphs.size() && now.size() * height < canvas.getHeight(); which++) {
                List<Line> its = lines(which);
                for (int i = from; i < its.size() && now.size() * height < canvas.getHeight(); i++) now.add(its.get(i));
                from = 0;
            }
        }
        seen = now;
        scrolling = true;
        int length = tokens.map(SessionTokens::length).orElse(0);
        bar.setMax(Math.max(0, length - 1));
        bar.setVisibleAmount(Math.max(1, end() - first()));
        bar.setValue(first());
        bar.setVisible(first() > 0 || end() < length);
        scrolling = false;
        paint();
        moved.run();
    }

    void paint() {
        painter.paint(canvas.getGraphicsContext2D(), seen, layout, mode, chosen.index(), hovered, isFocused());
    }

    private void hover(OptionalInt now) {
        if (now.equals(hovered)) return;
        hovered = now;
        paint();
    }

    private Optional<Cell> at(double x, double y) {
        int row = (int) (y / painter.height(mode));
        if (row < 0 || row >= seen.size()) return Optional.empty();
        return seen.get(row).cells().stream().filter(cell -> x - FlowPainter.GUTTER >= cell.x() && x - FlowPainter.GUTTER < cell.end()).findFirst();
    }

    /** Where an id stands now, for who wants to point at it: x, y of its middle. Empty if it is not seen. */
    Optional<double[]> place(int index) {
        for (int row = 0; row < seen.size(); row++)
            for (Cell cell : seen.get(row).cells())
                if (cell.index() == index) return Optional.of(new double[] {FlowPainter.GUTTER + cell.x() + cell.width() / 2, (row + 0.5) * painter.height(mode)});
        return Optional.empty();
    }

    // ---- keys

    private void key(KeyEvent event) {
        if (paragraphs.isEmpty()) return;
        int last = tokens.orElseThrow().length() - 1;
        int at = chosen.index().orElse(first() - 1);
        switch (event.getCode()) {
            case LEFT -> choose(at - 1, last);
            case RIGHT -> choose(at + 1, last);
            case UP -> chosen.index().ifPresentOrElse(from -> choose(above(from, -1), last), () -> scroll(-1));
            case DOWN -> chosen.index().ifPresentOrElse(from -> choose(above(from, 1), last), () -> scroll(1));
            case PAGE_UP -> scroll(-page());
            case PAGE_DOWN -> scroll(page());
            case HOME -> choose(0, last);
            case END -> choose(last, last);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private int page() {
        return Math.max(1, seen.size() - 2);
    }

    private void choose(int id, int last) {
        int now = Math.clamp(id, 0, last);
        chosen.choose(now);
        reveal(now);
    }

    /** The id over or under another one, a line on. */
    private int above(int id, int by) {
        int which = Paragraph.find(paragraphs, id);
        List<Line> its = lines(which);
        int row = lineOf(its, id);
        double x = its.get(row).cells().get(id - its.get(row).start()).x();
        int next = row + by;
        if (next < 0 || next >= its.size()) {
            which += by;
            if (which < 0 || which >= paragraphs.size()) return id;
            its = lines(which);
            next = by > 0 ? 0 : its.size() - 1;
        }
        Cell nearest = its.get(next).cells().getFirst();
        for (Cell cell : its.get(next).cells()) if (Math.abs(cell.x() - x) < Math.abs(nearest.x() - x)) nearest = cell;
        return nearest.index();
    }
}
