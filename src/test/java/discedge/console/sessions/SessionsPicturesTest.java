package discedge.console.sessions;

import discedge.console.ConsoleTest;
import discedge.console.kit.Theme;
import discedge.timeline.Story;
import org.junit.jupiter.api.Test;

class SessionsPicturesTest extends ConsoleTest {
    @Test
    void empty() throws Exception {
        robot.clickOn("#rail-sessions");
        pictures("sessions-empty");
    }

    @Test
    void twelve() throws Exception {
        for (int turn = 1; turn <= 7; turn++) {
            story.turn(turn, turn < 4 ? "A" : "B");
            story.arrives(turn, turn < 4 ? "A" : "B", turn < 4 ? "B" : "A", 30);
            if (turn < 4) story.arrives(turn, "A", "C", 90);
        }
        story.cuts("A", "C").cuts("B", "C");
        new Crowd(story).sessions(11).forks(3, 4, "B").deletes(7).receives(6, "user-1", 8, "B");
        story.pass(4000);
        robot.clickOn("#rail-sessions");
        story.world();
        pictures("sessions-12");
    }

    @Test
    void ten_thousand() throws Exception {
        new Crowd(story).many(10_000);
        story.pass(4000);
        story.world();
        robot.clickOn("#rail-sessions");
        pictures("sessions-10000");
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
