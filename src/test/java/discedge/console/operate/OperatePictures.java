package discedge.console.operate;

import discedge.console.ConsoleTest;
import discedge.console.kit.Theme;
import discedge.timeline.Story;
import org.junit.jupiter.api.Test;

class OperatePictures extends ConsoleTest {
    private static final double[][] SIZES = {{2560, 1440}, {1920, 1200}, {1440, 900}, {1200, 760}, {960, 640}};

    @Override
    protected void before(Story story) {
        OperateStory.busy(story, transcripts);
    }

    private void all(String name) throws Exception {
        for (Theme theme : Theme.values()) {
            theme(theme);
            for (double[] size : SIZES) {
                size(size[0], size[1]);
                picture(name);
            }
        }
    }

    @Test
    void rest() throws Exception {
        controls.asking = true;
        all("operate-busy");
        onFx(() -> {
            ((javafx.scene.control.ToggleButton) window.scene().lookup("#tab-turn")).setSelected(true);
            return null;
        });
        picture("operate-turn-tab");
        theme(Theme.DARK);
        picture("operate-turn-tab");
    }

    @Test
    void done() throws Exception {
        then(() -> OperateStory.finish(story, transcripts));
        for (Theme theme : Theme.values()) {
            theme(theme);
            size(1440, 900);
            picture("operate-done");
            size(960, 640);
            picture("operate-done");
        }
    }

    @Test
    void replay() throws Exception {
        onFx(() -> {
            window.console().model().scrub(story.now().minusSeconds(30));
            return null;
        });
        picture("operate-replay");
        size(960, 640);
        picture("operate-replay");
    }
}
