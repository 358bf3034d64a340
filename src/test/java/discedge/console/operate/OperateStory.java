package discedge.console.operate;

import discedge.timeline.Story;
import discedge.timeline.transcript.Transcripts;

/** Six turns in a few minutes, roams, a cut that lasts, and the seventh turn's answer under way. */
public final class OperateStory {
    private static final String[] PROMPTS = {"What is SLAM?", "And why is it hard?", "What does a loop closure do?", "How often does it close one?", "What if the map is wrong?",
        "Can two robots share one?", "How does the robot know where it is?"};
    private static final String ANSWER = "It compares what its sensors see with the map built so far, and corrects both with every new measurement. Wheel counts give a rough guess; "
            + "the laser scan then narrows it down.";

    private OperateStory() {}

    public static void busy(Story story, Transcripts said) {
        for (int turn = 1; turn <= 6; turn++) {
            String node = turn < 4 ? "A" : turn < 6 ? "B" : "A";
            ask(story, said, turn, node);
            story.sends(turn, node).decodes(turn, node);
            hear(story, said, turn, ANSWER);
            story.pass(900).commits(turn, node).acknowledges(turn, node);
            if (turn < 5) for (String other : new String[] {"A", "B", "C"}) if (!other.equals(node)) story.arrives(turn, node, other, 18 + 9 * turn + (other.equals("C") ? 25 : 0));
            if (turn == 4) story.cuts("A", "C").cuts("B", "C");
            if (turn >= 5) story.arrives(turn, node, node.equals("A") ? "B" : "A", 20 + turn);
            for (int i = 0; i < 4; i++) story.pass(4_000).beats();
        }
        ask(story, said, 7, "A");
        story.sends(7, "A").decodes(7, "A").pass(200);
        hear(story, said, 7, ANSWER);
    }

    /** The seventh answer is complete, and at B. */
    public static void finish(Story story, Transcripts said) {
        story.pass(500);
        hear(story, said, 7, " So it is never lost for long.");
        story.pass(200).commits(7, "A").acknowledges(7, "A").arrives(7, "A", "B", 38).pass(100);
    }

    private static void ask(Story story, Transcripts said, int turn, String node) {
        said.asked(Story.SESSION, turn, PROMPTS[turn - 1], story.now());
    }

    private static void hear(Story story, Transcripts said, int turn, String text) {
        said.heard(Story.SESSION, turn, text, story.now());
    }
}
