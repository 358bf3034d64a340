package discedge.console.sessions;

import discedge.console.ConsoleTest;
import discedge.console.kit.Theme;
import discedge.timeline.Story;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionsPicturesTest extends ConsoleTest {
    private static final String[] WORDS = {" the", " robot", " builds", " a", " map", " and", " finds", " itself", " on", " it", ".", "\n", " In", " this", " way", " it", " never", " gets",
        " lost", ",", " even", " in", " fog"};

    @Test
    void empty() throws Exception {
        robot.clickOn("#rail-sessions");
        pictures("sessions-empty");
    }

    @Test
    void twelve_sessions_and_every_tab() throws Exception {
        seven();
        new Crowd(story).sessions(11).forks(3, 4, "B").deletes(7).receives(6, "user-1", 8, "B").session(20, "a-user-whose-name-somebody-made-eighty-characters-long-because-that-is-allowed-here-1", 3)
                .session(21, "مستخدم الحافة", 2);
        story.pass(4000);
        story.world();
        robot.clickOn("#rail-sessions");
        pictures("sessions-12");
        robot.clickOn("#sessions-tab-tokens");
        paint();
        pictures("sessions-tokens");
        onFx(() -> {
            robot.lookup("#sessions-flow").query().requestFocus();
            return null;
        });
        robot.type(javafx.scene.input.KeyCode.DOWN, javafx.scene.input.KeyCode.RIGHT, javafx.scene.input.KeyCode.DOWN, javafx.scene.input.KeyCode.DOWN);
        for (int i = 0; i < 9; i++) robot.type(javafx.scene.input.KeyCode.RIGHT);
        pictures("sessions-token-chosen");
        robot.clickOn("#sessions-pieces-both");
        pictures("sessions-tokens-both");
        robot.clickOn("#sessions-tab-replicas");
        pictures("sessions-replicas");
        robot.clickOn("#sessions-tab-json");
        org.testfx.util.WaitForAsyncUtils.waitFor(10, java.util.concurrent.TimeUnit.SECONDS, () -> !robot.lookup("#sessions-json").<String>queryListView().getItems().isEmpty());
        pictures("sessions-json");
        robot.clickOn("#sessions-tab-replicas");
        robot.clickOn("#sessions-more").clickOn("#sessions-delete");
        pictures("sessions-delete-question");
        robot.clickOn("#question-cancel");
        follow(3);
        pictures("sessions-forked");
        follow(7);
        pictures("sessions-deleted");
        robot.clickOn("#sessions-tab-turns");
        follow(20);
        pictures("sessions-long-user");
        follow(21);
        pictures("sessions-arabic-user");
    }

    private void follow(int n) {
        onFx(() -> {
            window.console().model().follow(Crowd.id(n));
            return null;
        });
        paint();
    }

    @Test
    void ten_thousand() throws Exception {
        new Crowd(story).many(10_000);
        seven();
        story.pass(4000);
        story.world();
        robot.clickOn("#rail-sessions");
        pictures("sessions-10000");
    }

    @Test
    void replay_opened_file_and_side_by_side() throws Exception {
        seven();
        new Crowd(story).sessions(8);
        story.pass(4000);
        story.world();
        robot.clickOn("#rail-sessions");
        paint();
        onFx(() -> {
            window.console().model().goTo(90, java.time.Duration.ZERO);
            return null;
        });
        pictures("sessions-replay");
        onFx(() -> {
            window.console().model().live();
            return null;
        });
        robot.clickOn(robot.lookup(".column-header").match((javafx.scene.Node header) -> "session-lag".equals(header.getId())).<javafx.scene.Node>query());
        robot.moveTo("#sessions-table");
        then(() -> new Crowd(story).session(60, "late", 1));
        pictures("sessions-sorted-and-held");
        robot.clickOn("#sessions-tab-tokens");
        paint();
        size(1920, 1080);
        paint();
        picture("sessions-side-by-side");
        onFx(() -> {
            window.console().model().show(discedge.console.model.Run.opened(java.nio.file.Path.of("some.dcerun"), story.timeline()));
            window.console().model().live();
            return null;
        });
        pictures("sessions-opened-file");
    }

    private void seven() {
        for (int turn = 1; turn <= 7; turn++) {
            String at = turn < 4 ? "A" : "B";
            story.turn(turn, at).arrives(turn, at, turn < 4 ? "B" : "A", 30);
            if (turn < 4) story.arrives(turn, at, "C", 90);
        }
        story.cuts("A", "C").cuts("B", "C");
        controls.look = Optional.of(Held.view(Story.SESSION, 7, 100));
        controls.pieces = ids -> Arrays.stream(ids.toArray()).mapToObj(id -> WORDS[id % WORDS.length].getBytes(StandardCharsets.UTF_8)).toList();
    }

    private void pictures(String name) throws Exception {
        for (Theme theme : Theme.values()) {
            theme(theme);
            size(1440, 900);
            picture(name);
            size(960, 640);
            picture(name);
        }
    }
}
