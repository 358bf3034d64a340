package discedge.console.sessions;

import discedge.console.ConsoleContext;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.experiment.live.Controls;
import discedge.experiment.live.WatchedNodes;
import discedge.timeline.world.NodeState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What nodes of other processes hold is read page by page, as it is looked at: a node may have more sessions than anybody wants
 * to see. What is read comes back as events, and is in the world then. On the FX thread.
 */
final class RemotePages {
    /** Of sessions, at a time. */
    static final int PAGE = 500;

    private final ConsoleContext console;
    /** By node: how many of its list were read, the first page that the watch itself reads among them. */
    private final Map<String, Integer> read = new HashMap<>();
    private Optional<CompletableFuture<?>> under = Optional.empty();
    private List<NodeState> partial = List.of();
    private String wanted = "";
    private String searched = "";

    RemotePages(ConsoleContext console) {
        this.console = console;
    }

    /** What is typed is looked for at the nodes, too: what was not read cannot be found here. */
    void search(String text) {
        wanted = text.strip();
    }

    void show(Frame frame) {
        var now = new ArrayList<NodeState>();
        for (NodeState node : frame.world().nodes()) if (node.watch().isPresent() && node.sessions() > read(node)) now.add(node);
        partial = now;
        if (!wanted.equals(searched) && idle()) {
            searched = wanted;
            if (!wanted.isEmpty()) ask(0, wanted);
        }
    }

    private int read(NodeState node) {
        return read.getOrDefault(node.name(), WatchedNodes.FIRST_PAGE);
    }

    /** {@code 200 of 100,000 at R}; empty where all is here. */
    String words() {
        return String.join(" · ", partial.stream().map(node -> Words.of("sessions.remote.part", Units.count(read(node)), Units.count(node.sessions()), node.name())).toList());
    }

    boolean idle() {
        return under.filter(asked -> !asked.isDone()).isEmpty();
    }

    /** Reads the next page of each; does nothing while one is read. */
    void more() {
        if (!partial.isEmpty() && idle()) ask(PAGE, "");
    }

    /** @param page 0 = a search */
    private void ask(int page, String text) {
        Controls controls = console.model().acting().orElse(null);
        if (controls == null) return;
        var all = new ArrayList<CompletableFuture<?>>();
        for (NodeState node : partial) {
            if (!node.answers()) continue;
            try {
                all.add(page == 0 ? controls.watched().list(node.name(), text, 0, WatchedNodes.FIRST_PAGE) : controls.watched().list(node.name(), "", read(node), page));
                if (page > 0) read.put(node.name(), read(node) + page);
            } catch (Controls.Refused e) {
                // Removed meanwhile.
            }
        }
        under = Optional.of(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)));
        under.get().whenComplete((_, _) -> console.frames().wake());
    }
}
