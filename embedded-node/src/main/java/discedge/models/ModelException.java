package discedge.models;

/** Why a model cannot be had, kept or removed, and what to do, in a sentence for a person. */
public final class ModelException extends Exception {
    private static final long serialVersionUID = 1;

    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
