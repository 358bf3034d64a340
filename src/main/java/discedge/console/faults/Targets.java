package discedge.console.faults;

import discedge.console.kit.Words;
import discedge.experiment.live.Controls;
import discedge.experiment.scenario.Fault;
import discedge.timeline.world.NodeState;
import discedge.timeline.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What a fault can be put on. */
final class Targets {
    private Targets() {}

    /** @param label as a list has it @param word as a button names it */
    record Choice(Fault.Target target, String label, String word) {
        @Override
        public String toString() {
            return label;
        }
    }

    static List<Choice> of(What what, Controls controls, World world) {
        var choices = new ArrayList<Choice>();
        if (what.isAboutNode()) {
            for (Controls.Site site : ours(controls)) choices.add(new Choice(new Fault.Target.Node(site.name()), named(site), site.name()));
            return choices;
        }
        var names = new TreeSet<>(controls.sites().stream().map(Controls.Site::name).toList());
        world.nodes().stream().map(NodeState::name).forEach(names::add);
        List<String> nodes = List.copyOf(names);
        for (int i = 0; i < nodes.size(); i++)
            for (int k = i + 1; k < nodes.size(); k++) if (controls.canBreak(nodes.get(i), nodes.get(k))) choices.add(between(nodes.get(i), nodes.get(k)));
        for (Controls.Site site : ours(controls)) choices.add(link(new Fault.Target.Node(site.name()), "faults.target.node", site));
        for (Controls.Site site : ours(controls)) choices.add(link(new Fault.Target.ClientLink(site.name()), "faults.target.client", site));
        return choices;
    }

    /** Not those of other processes: they are not ours to end or to cut off. */
    private static List<Controls.Site> ours(Controls controls) {
        return controls.sites().stream().filter(site -> !controls.watched().isWatched(site.name())).toList();
    }

    private static Choice between(String a, String b) {
        String word = Words.of("faults.target.link", a, b);
        return new Choice(new Fault.Target.Between(a, b), word, word);
    }

    private static Choice link(Fault.Target target, String words, Controls.Site site) {
        return new Choice(target, Words.of(words, named(site)), Words.of(words, site.name()));
    }

    private static String named(Controls.Site site) {
        return site.label().isEmpty() || site.label().equals(site.name()) ? site.name() : site.name() + " " + site.label();
    }
}
