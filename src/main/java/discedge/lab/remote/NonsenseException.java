package discedge.lab.remote;

import java.io.IOException;

/** A stream that says what no node would: whoever asks for it again soon gets the same again. */
final class NonsenseException extends IOException {
    private static final long serialVersionUID = 1;

    NonsenseException(String message) {
        super(message);
    }
}
