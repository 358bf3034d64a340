package discedge.experiment.scenario;

/** Where the client is when it sends a turn. */
public sealed interface Place {
    /** Somewhere on the plane: it speaks to the nearest node that answers. */
    record At(Position position) implements Place {}

    /** At a node chosen by hand, wherever that stands. */
    record AtNode(String node) implements Place {}
}
