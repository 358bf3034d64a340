package discedge.console.operate;

import discedge.console.ConsoleTest;
import discedge.console.kit.Theme;
import discedge.event.ClientEvent;
import discedge.timeline.Story;
import java.util.Optional;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.Test;

/** Operate in its states, as pictures to be looked at. */
class OperateScreensTest extends ConsoleTest {
    @Override
    protected void before(Story story) {
        OperateStory.busy(story, transcripts);
    }

    private void both(String name) throws Exception {
        for (Theme theme : Theme.values()) {
            theme(theme);
            size(1440, 900);
            picture(name);
            size(960, 640);
            picture(name);
        }
    }

    @Test
    void an_answer_decodes() throws Exception {
        controls.asking = true;
        both("operate-decoding");
        onFx(() -> {
            ((ToggleButton) window.scene().lookup("#tab-turn")).setSelected(true);
            return null;
        });
        picture("operate-turn-tab");
    }

    @Test
    void a_large_window() throws Exception {
        then(() -> OperateStory.finish(story, transcripts));
        size(2560, 1440);
        picture("operate-done");
        size(1920, 1200);
        picture("operate-done");
    }

    @Test
    void replay() throws Exception {
        onFx(() -> {
            window.console().model().scrub(story.now().minusSeconds(30));
            return null;
        });
        both("operate-replay");
    }

    @Test
    void errors_in_words() throws Exception {
        then(() -> {
            OperateStory.finish(story, transcripts);
            story.tell(new ClientEvent.Roamed(story.now(), "C", "client", Optional.of(Story.SESSION), "A", "chosen")).pass(400);
            transcripts.asked(Story.SESSION, 8, "Are you still there?", story.now());
            for (int attempt = 1; attempt <= 3; attempt++) {
                story.tell(new ClientEvent.Sent(story.now(), "C", "client", Story.SESSION, 8, attempt, "tokenized", "strong", Optional.of(Story.hash(7)))).pass(260);
                story.tell(new ClientEvent.Failed(story.now(), "C", "client", Story.SESSION, 8, attempt, 409, "replica_behind", attempt == 3)).pass(300);
            }
        });
        both("operate-failed");
    }

    @Test
    void a_new_chat_is_empty_but_not_without_a_word() throws Exception {
        then(() -> story.tell(new ClientEvent.Roamed(story.now(), "A", "client", Optional.of(discedge.session.SessionId.ofBits(9, 9)), "", "chosen")));
        both("operate-empty");
    }
}
