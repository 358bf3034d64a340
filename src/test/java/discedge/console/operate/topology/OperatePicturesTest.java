package discedge.console.operate.topology;

import discedge.console.ConsoleTest;
import discedge.console.kit.Theme;
import discedge.timeline.Story;
import org.junit.jupiter.api.Test;

class OperatePicturesTest extends ConsoleTest {
    @Override
    protected void before(Story story) {
        TopologyTest.roaming(story);
    }

    @Test
    void pictures() throws Exception {
        picture("operate-mine");
        theme(Theme.LIGHT);
        size(960, 640);
        paint();
        picture("operate-mine");
    }
}
