package discedge.console.operate.chat;

import discedge.console.model.Run;
import discedge.experiment.live.Controls.Site;
import java.util.HashMap;
import java.util.Map;

/** What people call the nodes. */
record NodeNames(Map<String, String> labels) {
    static NodeNames of(Run run) {
        var labels = new HashMap<String, String>();
        for (Site site : run.sites()) if (!site.label().isBlank()) labels.put(site.name(), site.label());
        return new NodeNames(Map.copyOf(labels));
    }

    /** {@code Berlin}. */
    String label(String node) {
        return labels.getOrDefault(node, node);
    }

    /** {@code A Berlin}. */
    String whole(String node) {
        String label = label(node);
        return label.equals(node) ? node : node + " " + label;
    }
}
