package discedge.fred.kv;

/** A call that FReD refuses. The message is part of its protocol: clients match it. */
public final class FredException extends Exception {
    private static final long serialVersionUID = 1;

    public FredException(String message) {
        super(message);
    }
}
