package discedge.console.sessions.inspector;

import discedge.console.kit.Words;
import java.util.Locale;

/** How ids are shown. */
enum PieceMode {
    PIECES, IDS, BOTH, HEX;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String text() {
        return Words.of("sessions.pieces." + word());
    }

    /** Their texts must be asked for. */
    boolean needsPieces() {
        return this != IDS;
    }
}
