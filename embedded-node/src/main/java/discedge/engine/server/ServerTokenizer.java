package discedge.engine.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import discedge.engine.EngineException;
import discedge.tokens.TokenSequence;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** The server's tokenizer, asked over HTTP. Safe for many threads. */
final class ServerTokenizer {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ServerHttp http;
    private final Dialect dialect;
    private final Pieces pieces = new Pieces();
    /** Written forms of special tokens that the fork would find in a user's text. */
    private volatile List<String> specials = List.of();

    ServerTokenizer(ServerHttp http, Dialect dialect) {
        this.http = http;
        this.dialect = dialect;
    }

    Pieces pieces() {
        return pieces;
    }

    void specials(List<String> written) {
        specials = List.copyOf(written);
    }

    /** Upstream returns objects when asked for pieces; the fork knows no such question. */
    static Dialect dialect(ServerHttp http) throws UnavailableException, InterruptedException {
        JsonNode tokens = http.post("/tokenize", NODES.objectNode().put("content", "a").put("with_pieces", true)).path("tokens");
        if (!tokens.isArray() || tokens.isEmpty()) throw new EngineException("the server does not tokenize as a llama-server does: is it one?");
        return tokens.get(0).isObject() ? Dialect.UPSTREAM : Dialect.FORK;
    }

    /** The ids of a text in which special tokens are text like any other. */
    TokenSequence tokenize(String text) {
        return asked(() -> {
            if (dialect == Dialect.UPSTREAM) return upstream(text, false);
            var parts = new ArrayList<TokenSequence>();
            for (String part : withoutSpecials(text)) parts.add(fork(part));
            return TokenSequence.concat(parts);
        });
    }

    /** The ids of a part of a template. */
    TokenSequence tokenizeTemplate(String text) {
        return asked(() -> dialect == Dialect.UPSTREAM ? upstream(text, true) : fork(text));
    }

    /** The id of a special token; for the fork any text that is one id in whole. */
    OptionalInt special(String written) {
        TokenSequence ids = tokenizeTemplate(written);
        if (ids.length() != 1) return OptionalInt.empty();
        if (dialect == Dialect.UPSTREAM && tokenize(written).length() == 1) return OptionalInt.empty();
        pieces.learn(ids.get(0), written.getBytes(StandardCharsets.UTF_8));
        return OptionalInt.of(ids.get(0));
    }

    /** Ids that a model wants before every prompt: the difference that the server makes when asked for them. */
    TokenSequence begin() {
        if (dialect == Dialect.FORK) return TokenSequence.EMPTY;
        return asked(() -> {
            TokenSequence with = ids(http.post("/tokenize", NODES.objectNode().put("content", "a").put("add_special", true)).path("tokens"));
            TokenSequence without = ids(http.post("/tokenize", NODES.objectNode().put("content", "a").put("add_special", false)).path("tokens"));
            return with.length() > without.length() && with.get(0) != without.get(0) ? with.slice(0, 1) : TokenSequence.EMPTY;
        });
    }

    private TokenSequence upstream(String text, boolean parse) throws UnavailableException, InterruptedException {
        if (text.isEmpty()) return TokenSequence.EMPTY;
        ObjectNode body = NODES.objectNode().put("content", text).put("add_special", false).put("parse_special", parse).put("with_pieces", true);
        JsonNode tokens = http.post("/tokenize", body).path("tokens");
        int[] ids = new int[tokens.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = tokens.get(i).path("id").asInt();
            pieces.learn(ids[i], bytes(tokens.get(i).path("piece")));
        }
        return TokenSequence.of(ids);
    }

    /** A text, or a list of bytes where they are no whole characters. */
    private static byte[] bytes(JsonNode piece) {
        if (!piece.isArray()) return piece.asText("").getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[piece.size()];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) piece.get(i).asInt();
        return bytes;
    }

    private TokenSequence fork(String text) throws UnavailableException, InterruptedException {
        return text.isEmpty() ? TokenSequence.EMPTY : ids(http.post("/tokenize", NODES.objectNode().put("content", text)).path("tokens"));
    }

    private static TokenSequence ids(JsonNode tokens) {
        int[] ids = new int[tokens.size()];
        for (int i = 0; i < ids.length; i++) ids[i] = tokens.get(i).isObject() ? tokens.get(i).path("id").asInt() : tokens.get(i).asInt();
        return TokenSequence.of(ids);
    }

    /** A text cut in the middle of each special token that it spells: no part spells one. */
    List<String> withoutSpecials(String text) {
        var parts = new ArrayList<String>(List.of(text));
        for (String special : specials) {
            var smaller = new ArrayList<String>();
            for (String part : parts) {
                int from = 0;
                for (int at = part.indexOf(special); at >= 0; at = part.indexOf(special, at + 1)) {
                    smaller.add(part.substring(from, at + special.length() / 2));
                    from = at + special.length() / 2;
                }
                smaller.add(part.substring(from));
            }
            parts = smaller;
        }
        return parts;
    }

    /** The bytes of ids. What was never seen here is asked for, as a whole, so that characters stay whole. */
    byte[] detokenize(TokenSequence ids) {
        var out = new ByteArrayOutputStream(ids.length() * 4);
        for (int i = 0; i < ids.length(); i++) {
            if (ids.get(i) < 0) throw new IllegalArgumentException("id " + ids.get(i) + " stands for nothing");
            byte[] known = pieces.of(ids.get(i)).orElse(null);
            if (known == null) return asked(() -> text(ids));
            out.writeBytes(known);
        }
        return out.toByteArray();
    }

    private byte[] text(TokenSequence ids) throws UnavailableException, InterruptedException {
        ObjectNode body = NODES.objectNode();
        Dialect.ids(body.putArray("tokens"), ids);
        String text = http.post("/detokenize", body).path("content").asText("");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // A part of a character, or a special token that this server leaves out, is not what the id stands for.
        if (ids.length() == 1 && !text.isEmpty() && text.indexOf('\uFFFD') < 0) pieces.learn(ids.get(0), bytes);
        return Arrays.copyOf(bytes, bytes.length);
    }

    private interface Question<T> {
        T ask() throws UnavailableException, InterruptedException;
    }

    private static <T> T asked(Question<T> question) {
        try {
            return question.ask();
        } catch (UnavailableException e) {
            throw new EngineException(e.getMessage() + "; ask again", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while the server was asked", e);
        }
    }
}
