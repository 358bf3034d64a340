package discedge.node;

/** The product's version. */
public final class Version {
    public static final String TEXT = "0.1.0";

    private Version() {}
}
