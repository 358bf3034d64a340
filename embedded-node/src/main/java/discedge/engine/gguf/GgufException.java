package discedge.engine.gguf;

import java.io.IOException;

/** The file is no model that can be used; the message says what it is instead, or where it ends. */
public final class GgufException extends IOException {
    private static final long serialVersionUID = 1L;

    public GgufException(String why) {
        super(why);
    }
}
