package discedge.console.nodes;

import discedge.console.ConsoleContext;
import discedge.console.kit.Notices;
import discedge.console.kit.Words;
import discedge.experiment.live.WatchedNodes;
import discedge.experiment.live.WatchedNodes.Unanswered;
import discedge.lab.remote.NodeAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One notice for all addresses at which nobody answers: a person who closed it hears again only of another one. On the FX thread. */
final class MissingNotice {
    private static final String NAME = "unanswered";

    private final ConsoleContext console;
    private final Set<NodeAddress> said = new HashSet<>();
    private List<NodeAddress> shown = List.of();

    MissingNotice(ConsoleContext console) {
        this.console = console;
    }

    void look(WatchedNodes watched) {
        List<Unanswered> missing = watched.unanswered();
        List<NodeAddress> now = missing.stream().map(Unanswered::address).toList();
        boolean more = said.addAll(now);
        if (!more && (now.equals(shown) || !console.notices().shows(NAME))) return;
        shown = now;
        if (missing.isEmpty()) console.notices().close(NAME);
        else console.notices().show(NAME, words(missing), Optional.of(new Notices.Action(Words.of("nodes.unanswered.open"), () -> console.commands().run("nodes"))));
    }

    private static String words(List<Unanswered> missing) {
        return missing.size() == 1 ? Words.of("nodes.unanswered", AskedWords.sentence(missing.getFirst().why())) : Words.of("nodes.unanswered.several", missing.size());
    }
}
