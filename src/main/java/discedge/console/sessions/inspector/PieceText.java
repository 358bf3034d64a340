package discedge.console.sessions.inspector;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** The text of an id as a person can see it: blanks are visible, and bytes that are no whole character are named. */
final class PieceText {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private PieceText() {}

    /** {@code ·local}, {@code ↵}; {@code \e4\bd} for bytes that begin or end in mid-character. */
    static String shown(byte[] piece) {
        if (piece.length == 0) return "∅";
        return text(piece).map(PieceText::visible).orElseGet(() -> "\\" + HexFormat.ofDelimiter("\\").formatHex(piece));
    }

    private static Optional<String> text(byte[] piece) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(piece)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String visible(String text) {
        var shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case ' ' -> shown.append('·');
                case '\n' -> shown.append('↵');
                case '\t' -> shown.append('→');
                default -> {
                    if (Character.isISOControl(c)) shown.append(String.format("\\%02x", c));
                    else shown.appendCodePoint(c);
                }
            }
        });
        return shown.toString();
    }

    /** {@code 20 6c 6f}. */
    static String hex(byte[] piece) {
        return piece.length == 0 ? "∅" : HEX.formatHex(piece);
    }

    static boolean endsLine(byte[] piece) {
        for (byte b : piece) if (b == '\n') return true;
        return false;
    }

    /** Bytes of the id in a record. */
    static int stored(int id) {
        int bytes = 1;
        for (int rest = id >>> 7; rest != 0; rest >>>= 7) bytes++;
        return bytes;
    }
}
