package discedge.console.sessions.inspector;

import java.util.List;
import javafx.scene.Node;

/** One tab of the inspector. Only the one that is seen is told of frames. */
interface InspectorPart {
    Node root();

    /** Stand beside the tabs while this one is chosen. */
    default List<Node> tools() {
        return List.of();
    }

    /** It shows ids: a node is asked for them. */
    boolean needsIds();

    void show(Inspected now);

    /** Another session follows; what was chosen in the last one means nothing. */
    default void forget() {}
}
