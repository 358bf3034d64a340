package discedge.console.operate.topology;

import discedge.console.kit.Tokens;

/** How large cards are, by the room there is for each (docs/console.md, "Painted pieces"). */
enum CardSize {
    FULL("card", 44_000, 36, 24, 56), COMPACT("compact-card", 16_000, 16, 16, 36), CHIP("chip", 4_000, 5, 14, 8),
    /** Too many to show each: one tile a site. */
    TILE("compact-card", 0, 8, 8, 0);

    private final String token;
    private final double area;
    private final double gapX;
    private final double gapY;
    private final double dock;

    CardSize(String token, double area, double gapX, double gapY, double dock) {
        this.token = token;
        this.area = area;
        this.gapX = gapX;
        this.gapY = gapY;
        this.dock = dock;
    }

    /** @param area px² for each node */
    static CardSize forArea(double area) {
        for (CardSize size : values()) if (area >= size.area) return size;
        return TILE;
    }

    double width(Tokens tokens) {
        return tokens.size(token + "-width");
    }

    double height(Tokens tokens) {
        return tokens.size(token + "-height");
    }

    /** Least room between two cards beside each other. */
    double gapX() {
        return gapX;
    }

    /** Least room between two cards, one above the other. */
    double gapY() {
        return gapY;
    }

    /** Room for the client under a card. */
    double dock() {
        return dock;
    }

    double area() {
        return area;
    }
}
