package discedge.console.sessions.inspector;

import discedge.console.kit.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/** Breaks paragraphs of ids into lines. Remembers those it made last. */
final class FlowLayout {
    private static final int KEPT = 64;
    private static final int WIDTHS = 4096;
    /** Of JetBrains Mono: each character is 600 of 1,000 units wide. */
    private static final double MONO = 0.6;
    private static final double PADDING = 2;
    private static final double GAP = 4;

    private final Map<Integer, List<Line>> lines = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, List<Line>> eldest) {
            return size() > KEPT;
        }
    };
    private final Map<String, Double> widths = new HashMap<>();
    private final Text measure = new Text();
    private double width;
    private PieceMode mode = PieceMode.PIECES;
    private Font font;
    private Font small;

    /**
     * An id in its place.
     *
     * @param text what stands there
     * @param below the id under its piece; empty but in {@link PieceMode#BOTH}
     */
    record Cell(int index, double x, double width, String text, String below) {
        double end() {
            return x + width;
        }
    }

    /** @param known its texts have come @param first it begins the message */
    record Line(Paragraph paragraph, boolean first, boolean known, List<Cell> cells) {
        int start() {
            return cells.getFirst().index();
        }

        int end() {
            return cells.getLast().index() + 1;
        }
    }

    /** Forgets what it made if anything is different. */
    void set(double wide, PieceMode how, Tokens tokens) {
        if (wide == width && how == mode && font != null) return;
        width = wide;
        mode = how;
        font = tokens.mono("table");
        small = tokens.mono("label");
        forget();
    }

    void forget() {
        lines.clear();
    }

    Font font() {
        return font;
    }

    Font small() {
        return small;
    }

    /** @param pieces of the paragraph's ids; empty if they have not come */
    List<Line> lines(Paragraph paragraph, SessionTokens tokens, Optional<List<byte[]>> pieces) {
        List<Line> made = lines.get(paragraph.start());
        boolean known = pieces.isPresent() || !mode.needsPieces();
        if (made != null && made.getFirst().known() == known && made.getLast().end() == paragraph.end()) return made;
        List<Line> now = lay(paragraph, tokens, pieces, known);
        lines.put(paragraph.start(), now);
        return now;
    }

    private List<Line> lay(Paragraph paragraph, SessionTokens tokens, Optional<List<byte[]>> pieces, boolean known) {
        var all = new ArrayList<Line>();
        var cells = new ArrayList<Cell>();
        double x = 0;
        var ids = tokens.ids(paragraph.start(), paragraph.end());
        for (int i = 0; i < ids.length(); i++) {
            String id = Integer.toString(ids.get(i));
            byte[] piece = pieces.map(List::size).orElse(0) > i ? pieces.get().get(i) : null;
            String text = piece == null ? id : text(piece, id);
            String below = mode == PieceMode.BOTH && piece != null ? id : "";
            double wide = Math.max(width(text, font), below.isEmpty() ? 0 : width(below, small)) + 2 * PADDING;
            boolean breaks = !cells.isEmpty() && (x + wide > width || mode == PieceMode.PIECES && i > 0 && piece != null && PieceText.endsLine(pieces.get().get(i - 1)));
            if (breaks) {
                all.add(new Line(paragraph, all.isEmpty() && paragraph.first(), known, List.copyOf(cells)));
                cells.clear();
                x = 0;
            }
            cells.add(new Cell(paragraph.start() + i, x, wide, text, below));
            x += wide + (mode == PieceMode.PIECES ? 1 : GAP);
        }
        all.add(new Line(paragraph, all.isEmpty() && paragraph.first(), known, List.copyOf(cells)));
        return List.copyOf(all);
    }

    private String text(byte[] piece, String id) {
        return switch (mode) {
            case PIECES, BOTH -> PieceText.shown(piece);
            case IDS -> id;
            case HEX -> PieceText.hex(piece);
        };
    }

    private double width(String text, Font with) {
        boolean plain = text.chars().allMatch(c -> c < 0x180);
        if (plain) return text.length() * with.getSize() * MONO;
        if (widths.size() > WIDTHS) widths.clear();
        return widths.computeIfAbsent(text, unknown -> {
            measure.setFont(with);
            measure.setText(unknown);
            return measure.getLayoutBounds().getWidth();
        });
    }
}
