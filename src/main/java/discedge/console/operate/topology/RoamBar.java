package discedge.console.operate.topology;

import discedge.console.kit.Showing;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.timeline.Timeline;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;

/** The topology's foot: the client's last roam, its forecast beside what came of it, and the way back; else how to roam. */
final class RoamBar {
    private static final PseudoClass TOLD = PseudoClass.getPseudoClass("told");

    private final Label roamed;
    private final Label outcome;
    private final Button back;
    private final RoamStory.Teller teller = new RoamStory.Teller();
    private String from = "";

    /** @param roams hears of the node to go back to: a new roam */
    RoamBar(Label roamed, Label outcome, Button back, Consumer<String> roams) {
        this.roamed = roamed;
        this.outcome = outcome;
        this.back = back;
        back.setOnAction(_ -> roams.accept(from));
    }

    void show(Frame frame, boolean none, Optional<ClientFacts> client, Timeline timeline) {
        Optional<RoamStory> story = teller.tell(frame, timeline);
        Showing.text(roamed, story.map(RoamStory::title).orElseGet(() -> hint(frame, none)));
        Showing.text(outcome, story.map(RoamStory::comparison).orElse(""));
        CardFace.tip(outcome, outcome.getText());
        roamed.pseudoClassStateChanged(TOLD, story.isPresent());
        boolean can = story.isPresent() && frame.acts() && client.filter(its -> its.node().equals(story.get().roam().to())).isPresent();
        back.setVisible(can);
        back.setManaged(can);
        if (!can || from.equals(story.get().roam().from())) return;
        from = story.get().roam().from();
        back.setText(Words.of("topology.go-back", from));
    }

    private static String hint(Frame frame, boolean none) {
        if (none) return "";
        if (!frame.live()) return Words.of("topology.hint.replay");
        return Words.of(frame.acts() ? "topology.hint" : "topology.hint.recorded");
    }
}
