package discedge.console.operate.topology;

import discedge.console.ConsoleContext;
import discedge.console.files.RunFiles;
import discedge.console.kit.Showing;
import discedge.console.kit.SoftBreaks;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.console.nodes.AskedWords;
import discedge.experiment.live.WatchedNodes.Unanswered;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** What stands where nodes would: which addresses are asked, since when and when again, and what a person can do. */
final class NoNodes {
    private static final int MOST = 5;

    private final ConsoleContext console;
    private final Parts parts;

    /** Its controls, as the FXML file has them. */
    record Parts(VBox root, Label title, Label asked, Button open, Button add, Button askNow) {}

    NoNodes(ConsoleContext console, Parts parts) {
        this.console = console;
        this.parts = parts;
        SoftBreaks.wrap(parts.asked);
        console.commands().bind(parts.open, "open-run");
        console.commands().bind(parts.add, "add-node");
        parts.askNow.setOnAction(_ -> {
            console.model().acting().ifPresent(controls -> controls.watched().asked().forEach(node -> controls.watched().retry(node.address())));
            console.frames().wake();
        });
    }

    void show(Frame frame, boolean none) {
        if (parts.root.isVisible() != none) parts.root.setVisible(none);
        if (!none) return;
        List<Unanswered> asked = console.model().acting().map(controls -> controls.watched().asked()).orElse(List.of());
        Optional<RunFiles.Reading> reading = console.files().reading();
        String file = console.model().run().name();
        Showing.text(parts.title, reading.map(state -> switch (state) {
            case OPENING -> Words.of("topology.empty.opening", file);
            case NOT_OPENED -> Words.of("topology.empty.not-opened", file);
        }).orElseGet(() -> Words.of(asked.isEmpty() ? "topology.empty" : "topology.empty.asked")));
        Showing.seen(parts.open, reading.filter(RunFiles.Reading.NOT_OPENED::equals).isPresent());
        Showing.text(parts.asked, lines(asked, frame));
        Showing.seen(parts.asked, !asked.isEmpty());
        Showing.seen(parts.add, frame.acts());
        Showing.seen(parts.askNow, !asked.isEmpty());
    }

    private static String lines(List<Unanswered> asked, Frame frame) {
        var lines = new ArrayList<String>();
        asked.stream().limit(MOST).forEach(node -> lines.add(AskedWords.line(node, frame.world().now())));
        if (asked.size() > MOST) lines.add(Words.of("topology.empty.more", asked.size() - MOST));
        return String.join("\n", lines);
    }
}
