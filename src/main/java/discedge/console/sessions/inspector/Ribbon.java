package discedge.console.sessions.inspector;

import discedge.console.kit.OwnKeys;
import discedge.console.kit.Theming;
import discedge.console.sessions.state.Replica;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;

/** All ids of a session as one band: whose they are, where turns begin and roams happened, and how far each replica has them. */
final class Ribbon extends Region {
    /** An id is at most so wide. */
    private static final double WIDEST = 24;
    private static final double STEP = 1.25;
    static final int MOST_LANES = 3;

    private final Canvas canvas = new Canvas();
    private final RibbonPainter painter;
    private final ChosenToken chosen;
    private final IntConsumer look;
    private TokenMap map = TokenMap.EMPTY;
    private List<Lane> lanes = List.of();
    private double from;
    private double to = 1;
    private int seenFrom;
    private int seenTo;
    private double dragged = Double.NaN;

    /**
     * Replicas that are equally far.
     *
     * @param tokens ids that they have
     */
    record Lane(List<Replica> replicas, int tokens) {
        /** The ones that are furthest first; each replica in one of them. */
        static List<Lane> of(List<Replica> all) {
            var lanes = new ArrayList<Lane>();
            var left = new ArrayList<>(all);
            left.sort(java.util.Comparator.<Replica>comparingInt(replica -> replica.head().map(head -> head.tokens()).orElse(0)).reversed());
            while (!left.isEmpty()) {
                Replica first = left.getFirst();
                List<Replica> same = left.stream().filter(other -> other.head().map(head -> head.hash()).equals(first.head().map(head -> head.hash())) && other.state() == first.state()).toList();
                left.removeAll(same);
                lanes.add(new Lane(same, first.head().map(head -> head.tokens()).orElse(0)));
            }
            return List.copyOf(lanes);
        }
    }

    /** @param look called with the id that a person wants to see */
    Ribbon(Theming theming, ChosenToken chosen, IntConsumer look) {
        this.chosen = chosen;
        this.look = look;
        painter = new RibbonPainter(theming);
        setId("sessions-ribbon");
        getStyleClass().add("token-canvas");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.SLIDER);
        OwnKeys.keepArrows(this);
        getChildren().add(canvas);
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            requestFocus();
            dragged = event.getX();
            look.accept(idAt(event.getX()));
        });
        addEventHandler(MouseEvent.MOUSE_DRAGGED, event -> look.accept(idAt(event.getX())));
        addEventHandler(ScrollEvent.SCROLL, this::scroll);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        focusedProperty().addListener(_ -> paint());
    }

    void show(TokenMap now, List<Replica> replicas) {
        List<Lane> nowLanes = Lane.of(replicas);
        if (now.equals(map) && nowLanes.equals(lanes)) return;
        boolean whole = isWhole();
        if (nowLanes.size() != lanes.size()) requestParentLayout();
        map = now;
        lanes = nowLanes;
        if (whole || from >= map.length()) fit();
        else view(from, to);
    }

    /** The flow shows these ids now. */
    void seen(int first, int end) {
        if (first == seenFrom && end == seenTo) return;
        seenFrom = first;
        seenTo = end;
        if (end <= from || first >= to) view(first - (to - from) / 4, first + (to - from) * 3 / 4);
        else paint();
    }

    // ---- what is in view

    private boolean isWhole() {
        return from <= 0 && to >= map.length();
    }

    /** All ids. */
    void fit() {
        from = 0;
        to = Math.max(1, map.length());
        paint();
    }

    void zoom(boolean in) {
        double middle = chosen.index().isPresent() && chosen.index().getAsInt() >= from && chosen.index().getAsInt() < to ? chosen.index().getAsInt() : (from + to) / 2;
        zoom(middle, in ? 1 / (STEP * STEP) : STEP * STEP);
    }

    private void zoom(double about, double by) {
        view(about - (about - from) * by, about + (to - about) * by);
    }

    private void view(double first, double end) {
        double length = Math.max(1, map.length());
        double least = Math.min(length, Math.max(1, painter.width(canvas) / WIDEST));
        double wide = Math.clamp(end - first, least, length);
        double middle = (first + end) / 2;
        from = Math.clamp(middle - wide / 2, 0, length - wide);
        to = from + wide;
        paint();
    }

    private int idAt(double x) {
        double id = from + (x - RibbonPainter.GUTTER) / painter.width(canvas) * (to - from);
        return (int) Math.clamp(id, 0, Math.max(0, map.length() - 1));
    }

    /** Where an id is, in px. */
    double x(int id) {
        return painter.x(canvas, id + 0.5, from, to);
    }

    private void scroll(ScrollEvent event) {
        double pan = event.isShiftDown() || Math.abs(event.getDeltaX()) > Math.abs(event.getDeltaY()) ? event.getDeltaX() + (event.isShiftDown() ? event.getDeltaY() : 0) : 0;
        if (pan != 0) view(from - Math.signum(pan) * (to - from) / 10, to - Math.signum(pan) * (to - from) / 10);
        else zoom(from + (event.getX() - RibbonPainter.GUTTER) / painter.width(canvas) * (to - from), event.getDeltaY() > 0 ? 1 / STEP : STEP);
        event.consume();
    }

    private void key(KeyEvent event) {
        double tenth = Math.max(1, (to - from) / 10);
        switch (event.getCode()) {
            case LEFT -> look.accept((int) Math.max(0, seenFrom - tenth));
            case RIGHT -> look.accept((int) Math.min(map.length() - 1, seenFrom + tenth));
            case PLUS, ADD, EQUALS -> zoom(true);
            case MINUS, SUBTRACT -> zoom(false);
            default -> {
                return;
            }
        }
        event.consume();
    }

    // ---- painting

    @Override
    protected double computePrefHeight(double width) {
        return painter.height(Math.min(MOST_LANES, lanes.size()));
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computeMaxHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        double width = Math.floor(getWidth());
        double height = Math.floor(getHeight());
        if (canvas.getWidth() == width && canvas.getHeight() == height) return;
        canvas.setWidth(width);
        canvas.setHeight(height);
        view(from, to);
    }

    void paint() {
        OptionalInt index = chosen.index();
        painter.paint(canvas, map, lanes, from, to, seenFrom, seenTo, index, isFocused());
    }
}
