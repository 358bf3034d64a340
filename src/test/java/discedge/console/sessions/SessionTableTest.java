package discedge.console.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.collections.ListChangeListener;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.Test;

/** What the table does for ten thousand sessions of which some move. */
class SessionTableTest extends ConsoleTest {
    private final List<SessionId> chosen = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private SessionTable sessions;

    private void table() {
        onFx(() -> {
            var view = new TableView<SessionRow>();
            sessions = new SessionTable(view, new SessionCells(window.console().theming(), window.console().settings()), chosen::add);
            show();
            view.getItems().addListener((ListChangeListener<SessionRow>) _ -> told.add("another order"));
            return null;
        });
    }

    private void show() {
        story.world();
        sessions.show(window.console().model().frame(story.now()));
    }

    @Test
    void ten_thousand_sessions_are_put_in_order_once_a_second_at_most_and_only_what_moved_is_looked_at() {
        var crowd = new Crowd(story).many(10_000);
        table();
        onFx(() -> {
            sessions.table().getSortOrder().setAll(List.of(sessions.table().getColumns().get(SessionColumn.TURN.ordinal())));
            return null;
        });
        long arrangements = sessions.arrangements();
        long looked = sessions.rows().looked();
        long begun = System.nanoTime();
        for (int frame = 0; frame < 20; frame++) {
            for (int n = 0; n < 25; n++) crowd.receives(frame * 25 + n, "u", 2, "A");
            onFx(() -> {
                show();
                return null;
            });
        }
        long seconds = (System.nanoTime() - begun) / 1_000_000_000L;
        assertEquals(500, sessions.rows().looked() - looked, "rows looked at for 500 sessions that moved");
        assertTrue(sessions.arrangements() - arrangements <= seconds + 1, sessions.arrangements() - arrangements + " times in order within " + seconds + " s");
    }

    @Test
    void frames_in_which_nothing_moves_do_nothing_and_choose_nothing() {
        new Crowd(story).many(300);
        table();
        told.clear();
        long arrangements = sessions.arrangements();
        long looked = sessions.rows().looked();
        for (int frame = 0; frame < 10; frame++) {
            story.pass(100).beats();
            onFx(() -> {
                show();
                return null;
            });
        }
        assertEquals(looked, sessions.rows().looked());
        assertEquals(arrangements, sessions.arrangements());
        assertEquals(List.of(), told);
        assertEquals(List.of(), chosen);
    }

    @Test
    void another_order_or_filter_never_chooses_another_session() {
        new Crowd(story).many(40);
        table();
        onFx(() -> {
            window.console().model().follow(Crowd.id(5));
            show();
            sessions.table().getSortOrder().setAll(List.of(sessions.table().getColumns().get(SessionColumn.ID.ordinal())));
            assertEquals(Crowd.id(5), sessions.table().getSelectionModel().getSelectedItem().id());
            sessions.filter(SessionFilter.of("user-0", Set.of()));
            assertTrue(sessions.table().getSelectionModel().isEmpty(), "the followed session is not among those shown");
            sessions.filter(SessionFilter.ALL);
            assertEquals(Crowd.id(5), sessions.table().getSelectionModel().getSelectedItem().id());
            return null;
        });
        assertEquals(List.of(), chosen);
    }
}
