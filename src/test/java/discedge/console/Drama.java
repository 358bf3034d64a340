package discedge.console;

import discedge.event.ClientEvent;
import discedge.event.LabEvent;
import discedge.event.LifeEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.timeline.RandomLog;
import discedge.timeline.Story;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Some minutes in which everything happens that a timeline shows: roams, faults, a node that dies, refusals, captions, an alarm. */
public final class Drama {
    private Drama() {}

    /** Four minutes and a bit; a cut of A–C lasts at the end. */
    public static void play(Story story) {
        String node = "A";
        int turn = 0;
        says(story, "Three nodes, one client");
        for (int i = 0; i < 9; i++) {
            if (i == 2) cut(story, 1, "A-B");
            if (i == 3) heal(story, 1, "A-B");
            if (i == 6) kill(story, "C");
            if (i == 7) restart(story, "C");
            for (int k = 0; k < 4; k++) {
                turn++;
                story.turn(turn, node).pass(500 + 700 * (k % 3)).beats();
                if (i != 2) story.arrives(turn, node, node.equals("A") ? "B" : "A", 20 + 7 * k);
                story.pass(2500);
            }
            String next = node.equals("A") ? "B" : "A";
            roams(story, node, next);
            node = next;
            if (i == 2) waits(story, turn + 1, "B");
            if (i == 4) refuses(story, turn + 1, "B");
            story.pass(3000);
        }
        says(story, "B is 9 ms behind");
        forks(story, turn, "B");
        story.pass(4000);
        cut(story, 3, "A-C");
        story.pass(12_000).beats();
    }

    public static void says(Story story, String text) {
        story.tell(new LabEvent.Said(story.now(), "lab", text));
    }

    public static void cut(Story story, long number, String link) {
        String[] ends = link.split("-");
        story.tell(new LabEvent.FaultBegan(story.now(), "lab", number, "cut", link, Duration.ofSeconds(30))).cuts(ends[0], ends[1]);
    }

    public static void heal(Story story, long number, String link) {
        String[] ends = link.split("-");
        for (int i = 0; i < 2; i++) story.tell(new LabEvent.LinkSet(story.now(), "lab", ends[i], ends[1 - i], Duration.ofMillis(9), Duration.ZERO, 0, "none"));
        story.tell(new LabEvent.FaultEnded(story.now(), "lab", number, "cut", link, false));
    }

    public static void kill(Story story, String node) {
        story.tell(new LabEvent.FaultBegan(story.now(), "lab", 2, "kill", node, Duration.ofSeconds(20))).kills(node);
    }

    public static void restart(Story story, String node) {
        story.tell(new LifeEvent.Started(story.now(), node, "1", "simulated", "m-f", "f", "apple-m2", true, 2048, false, 1, 2, List.of()));
        story.tell(new LabEvent.FaultEnded(story.now(), "lab", 2, "kill", node, false));
    }

    public static void roams(Story story, String from, String to) {
        story.tell(new ClientEvent.Roamed(story.now(), to, "client", Optional.of(Story.SESSION), from, "chosen"));
    }

    public static void waits(Story story, int turn, String node) {
        story.tell(new TurnEvent.Waiting(story.now(), node, 900 + turn, Story.SESSION, turn, turn - 2, List.of(turn - 1))).pass(180);
        story.tell(new TurnEvent.Waited(story.now(), node, 900 + turn, Story.SESSION, turn, Duration.ofMillis(180), true));
    }

    public static void refuses(Story story, int turn, String node) {
        story.tell(new TurnEvent.Refused(story.now(), node, 900 + turn, Story.SESSION, turn, 409, "replica_behind", "turn " + (turn - 1) + " is not here"));
    }

    public static void forks(Story story, int turn, String node) {
        story.tell(new ReplicaEvent.ForkSeen(story.now(), node, Story.SESSION, turn, List.of(Story.hash(turn), RandomLog.hash(Story.SESSION, turn, 1)), Story.hash(turn)));
    }
}
