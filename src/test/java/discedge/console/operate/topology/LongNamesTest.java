package discedge.console.operate.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.kit.Theme;
import discedge.event.LifeEvent;
import discedge.experiment.live.Controls.Site;
import discedge.lab.client.Position;
import discedge.timeline.Story;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import org.junit.jupiter.api.Test;

/** Names as people choose them. */
class LongNamesTest extends TopologyTest {
    private static final String LONG = "Berlin-Adlershof, roof of building 12, second rack from the left";

    @Override
    protected void before(Story story) {
        story.tell(new LifeEvent.Started(story.now(), "edge-gateway-frankfurt-01", "1", "llama.cpp", "smollm2-360m-instruct-q8_0.gguf", "f", "", false, 2048, false, 1, 2, List.of()));
        controls.sites = List.of(new Site("A", LONG, new Position(0, 0)), new Site("B", "محطة الإسكندرية", new Position(60, 20)), new Site("C", "🚋 tram 12", new Position(20, 70)));
        roaming(story);
    }

    @Test
    void they_are_cut_short_on_the_card_and_whole_in_its_tooltip() throws IOException {
        for (Theme theme : Theme.values()) {
            theme(theme);
            picture("topology-long-592");
        }
        Label name = robot.from(card("A")).lookup(".t-title").queryAs(Label.class);
        assertEquals("A " + LONG, name.getTooltip().getText());
        for (Labeled part : robot.from(card("A")).lookup(".label").queryAllAs(Labeled.class)) {
            if (!part.isVisible()) continue;
            Bounds card = onScreen(card("A"));
            assertTrue(card.contains(onScreen(part)), part + " hangs out of the card");
        }
    }

    @Test
    void an_age_of_years_fits() throws IOException {
        then(() -> story.kills("B").pass((int) Duration.ofDays(20).toMillis()));
        picture("topology-old-592");
        assertTrue(robot.from(card("B")).lookup(".outcome").queryLabeled().getText().startsWith("Killed "));
    }
}
