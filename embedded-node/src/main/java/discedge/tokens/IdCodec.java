package discedge.tokens;

import java.util.Map;

/** A binary form of token ids. A record names its codec; a reader that does not know the name refuses the record. */
public interface IdCodec {
    /** The byte that names this codec in records, 1–127. */
    int code();

    void write(TokenSequence ids, ByteSink out);

    TokenSequence read(int count, ByteSource in);

    /** Each id as an unsigned varint: needs nothing but itself. */
    IdCodec VARINT = new IdCodec() {
        @Override
        public int code() {
            return 1;
        }

        @Override
        public void write(TokenSequence ids, ByteSink out) {
            for (int i = 0; i < ids.length(); i++) out.varint(ids.get(i));
        }

        @Override
        public TokenSequence read(int count, ByteSource in) {
            int[] ids = new int[count];
            for (int i = 0; i < count; i++) ids[i] = in.count(Integer.MAX_VALUE);
            return TokenSequence.of(ids);
        }
    };

    Map<Integer, IdCodec> KNOWN = Map.of(VARINT.code(), VARINT);

    /** @throws UnreadableException if no codec has this code */
    static IdCodec of(int code) {
        IdCodec codec = KNOWN.get(code);
        if (codec == null) throw new UnreadableException("ids in codec " + code + ", which this version does not know");
        return codec;
    }
}
