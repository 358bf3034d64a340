package discedge.console.operate.topology;

import discedge.console.kit.Theme;
import discedge.timeline.Story;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Pictures of the topology in its states, to look at. */
class TopologyPicturesTest extends TopologyTest {
    @Override
    protected void before(Story story) {
        roaming(story);
    }

    private void pictures(String name) throws IOException {
        for (Theme theme : Theme.values()) {
            theme(theme);
            for (double[] room : new double[][] {{592, 424}, {950, 560}}) {
                room(room[0], room[1]);
                picture("topology-" + name + "-" + (int) room[0]);
            }
        }
    }

    @Test
    void at_rest() throws IOException {
        pictures("rest");
    }
}
