package discedge.console.operate.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleWindow;
import discedge.console.FakeControls;
import discedge.console.kit.Theme;
import discedge.console.model.Run;
import discedge.console.model.Settings;
import discedge.event.ClientEvent;
import discedge.experiment.live.Controls.Site;
import discedge.lab.client.Position;
import discedge.timeline.Story;
import discedge.timeline.transcript.Transcripts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 3, 8, 16 and 50 nodes, and more than there is room for. */
class ManyNodesTest extends TopologyTest {
    /** The window was opened over three nodes: here it is opened again over others. */
    private Story lab(int nodes) {
        var story = new Lab(nodes).story;
        onFx(() -> {
            window.close();
            controls.sites = sites(names(nodes));
            window = new ConsoleWindow(stage, Run.live("lab", story.timeline(), new Transcripts(), controls), Settings.DEFAULT, Theme.DARK, story::now, 1440, 900);
            window.show();
            return null;
        });
        hostTopology();
        return story;
    }

    /** A lab with a session at A that some nodes have, some wait for, and some are cut from. */
    private static final class Lab {
        final Story story = Story.threeNodes();

        Lab(int count) {
            List<String> names = names(count);
            String first = names.getFirst();
            many(story, names);
            roamed(story, "", first);
            for (int turn = 1; turn <= 7; turn++) {
                story.turn(turn, first);
                for (int i = 1; i < names.size(); i++) if (turn < 7 && !(i % 11 == 3 && turn > 3) || i % 3 != 0) story.arrives(turn, first, names.get(i), 30 + i);
            }
            for (int i = 1; i < names.size(); i++) if (i % 11 == 3) story.cuts(first, names.get(i));
            for (String node : names) for (String peer : names) if (!node.equals(peer) && story.world().link(node, peer).filter(its -> its.isCut()).isEmpty())
                story.tell(new discedge.event.PeerEvent.Measured(story.now(), node, peer, java.time.Duration.ofMillis(14)));
            for (int i = 2; i < Math.min(12, names.size()); i++)
                story.tell(new ClientEvent.Roamed(story.now(), names.get(i % 3), "c" + i, Optional.empty(), "", "nearest"));
            sent(story, 7, first, names.get(1));
            story.pass(20);
            story.world();
        }
    }

    @ParameterizedTest
    @CsvSource({"3,592,424", "8,592,424", "16,592,424", "50,592,424", "3,900,560", "8,900,560", "16,900,560", "50,900,560", "8,592,424", "120,592,424"})
    void no_two_cards_overlap_and_none_is_cut_off(int nodes, double width, double height) throws IOException {
        lab(nodes);
        room(width, height);
        for (Theme theme : Theme.values()) {
            theme(theme);
            picture("topology-" + nodes + "-nodes-" + (int) width);
        }
        List<Node> cards = new ArrayList<>(robot.lookup(".node-card").queryAllAs(Node.class).stream().filter(card -> !"opened".equals(card.getId()) && card.isVisible()).toList());
        Bounds ground = onScreen(robot.lookup("#topology-ground").query());
        assertEquals(nodes > 50 ? 0 : nodes, cards.size() - (int) cards.stream().filter(card -> card.getId() == null).count());
        for (int i = 0; i < cards.size(); i++) {
            assertTrue(ground.contains(onScreen(cards.get(i))), cards.get(i) + " is cut off");
            for (int j = 0; j < i; j++) assertFalse(overlap(onScreen(cards.get(i)), onScreen(cards.get(j))), cards.get(i) + " overlaps " + cards.get(j));
        }
    }

    private static boolean overlap(Bounds one, Bounds other) {
        return one.getMinX() < other.getMaxX() - 0.5 && other.getMinX() < one.getMaxX() - 0.5 && one.getMinY() < other.getMaxY() - 0.5 && other.getMinY() < one.getMaxY() - 0.5;
    }

    @Test
    void beside_chips_the_best_nodes_are_listed_and_a_click_roams() {
        lab(50);
        assertTrue(shows("#best-now"));
        assertTrue(shows("#best-5"));
        robot.clickOn("#best-2");
        assertEquals(1, controls.done.stream().filter(done -> done.startsWith("roam client ")).count());
    }

    @Test
    void the_best_nodes_are_told_apart_by_what_their_chips_say() throws IOException {
        lab(50);
        controls.sites = names(50).stream().map(name -> new Site(name, "Garmisch-Partenkirchen, hall " + name, new Position(0, 0))).toList();
        paint();
        picture("topology-best-592");
        List<String> codes = new ArrayList<>();
        for (int i = 1; i <= 5; i++) codes.add(robot.from(robot.lookup("#best-" + i).queryAllAs(Node.class)).lookup(".node-badge").queryLabeled().getText());
        assertEquals(5, codes.stream().distinct().count(), codes.toString());
        assertTrue(names(50).containsAll(codes), codes.toString());
        assertEquals(List.of(), onFx(() -> discedge.console.Sight.cutShort(window.scene().lookup("#best-now"))).stream().filter(text -> text.contains("node-badge")).toList());
        robot.clickOn("#best-3");
        assertTrue(controls.done.contains("roam client " + codes.get(2)), controls.done.toString());
    }

    @Test
    void typing_over_chips_filters_them() throws IOException {
        lab(50);
        robot.clickOn("#node-N07");
        robot.write("N1");
        paint();
        assertEquals(10, robot.lookup("#roam-to-list").queryListView().getItems().size());
        assertEquals(0.3, card("N07").getOpacity());
        assertEquals(1, card("N12").getOpacity());
        picture("topology-filter-592");
        robot.type(KeyCode.ESCAPE);
        paint();
        assertEquals(1, card("N07").getOpacity());
    }

    @Test
    void a_chip_opens_while_it_is_pointed_at() throws IOException {
        lab(50);
        robot.moveTo(card("N18"));
        paint();
        assertTrue(shows("#opened"));
        picture("topology-opened-592");
    }

    @Test
    void a_plate_that_came_with_the_mouse_stays_while_the_mouse_is_on_it() {
        lab(8);
        Bounds ground = onScreen(robot.lookup("#topology-ground").query());
        Bounds one = card("E").getBoundsInParent();
        Bounds other = card("F").getBoundsInParent();
        robot.moveTo(ground.getMinX() + (one.getCenterX() + other.getCenterX()) / 2, ground.getMinY() + (one.getCenterY() + other.getCenterY()) / 2);
        paint();
        assertTrue(shows("#plate-E-F"));
        robot.moveTo("#plate-E-F").moveBy(2, 0);
        paint();
        assertTrue(shows("#plate-E-F"));
        robot.clickOn();
        paint();
        assertTrue(shows("#link-more"), "it is pinned");
    }

    @Test
    void another_client_is_a_dot_under_its_node_and_a_click_follows_it() {
        lab(8);
        robot.clickOn("#client-c3");
        paint();
        assertTrue(text("#following").startsWith("following c3"), text("#following"));
    }

    @Test
    void of_more_nodes_than_chips_have_room_for_there_is_a_tile_a_site() {
        lab(120);
        assertTrue(shows("#site-tiles"));
        robot.clickOn("#site-N");
        paint();
        assertTrue(shows("#roam-to-box"));
    }
}
