package discedge.runtime;

import java.io.IOException;

/** Another node has the data folder. */
public final class FolderInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    FolderInUseException(String message) {
        super(message);
    }
}
