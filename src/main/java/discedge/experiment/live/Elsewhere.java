package discedge.experiment.live;

import discedge.experiment.live.Controls.Site;
import discedge.lab.client.Place;
import discedge.lab.client.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Where nodes of other processes stand, of which nobody knows where they stand. */
final class Elsewhere {
    /** Beyond all that a lab places, so that none is the nearest by accident. */
    private static final double FAR_KM = 100_000;

    private Elsewhere() {}

    /** For clients: nodes named earlier are nearer. @param number in the order they were named */
    static Place place(WatchedNodes.Watched node, int number) {
        return new Place(node.node(), node.address().socket(), new Position(FAR_KM, FAR_KM + number));
    }

    /** Where they are shown: beside what a lab places, from the north down. @param nodes in the order they were named */
    static List<Site> sites(List<Site> labs, List<WatchedNodes.Watched> nodes) {
        double right = labs.stream().mapToDouble(site -> site.position().x()).max().orElse(0);
        double north = labs.stream().mapToDouble(site -> site.position().y()).max().orElse(0);
        var sites = new ArrayList<Site>();
        var groups = new ArrayList<String>();
        var rows = new HashMap<String, Integer>();
        // Those of one site one after the other: digits count them so, too.
        for (WatchedNodes.Watched node : nodes) if (!groups.contains(node.site())) groups.add(node.site());
        for (String group : groups) for (WatchedNodes.Watched node : nodes) {
            if (!node.site().equals(group)) continue;
            int row = rows.merge(group, 1, Integer::sum) - 1;
            // A zigzag, so that links between them do not lie on each other; each site below the one before.
            double y = north - sites.size() * 55 - groups.indexOf(group) * 30;
            sites.add(new Site(node.node(), node.label(), new Position(right + 60 + row % 2 * 90, y), group));
        }
        return sites;
    }
}
