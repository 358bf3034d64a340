package discedge.console.sessions.inspector;

import javafx.scene.Node;

/** Which ids the inspector has laid out, for tests of other parts. On the FX thread. */
public record SeenIds(int first, int end, int all) {
    /** @param flow the node {@code #sessions-flow} */
    public static SeenIds of(Node flow) {
        var its = (Flow) flow;
        return new SeenIds(its.first(), its.end(), its.paragraphs().isEmpty() ? 0 : its.paragraphs().getLast().end());
    }

    public int count() {
        return end - first;
    }
}
