package discedge.simulation;

/** The scenarios that most tests start from. */
final class Told {
    private Told() {}

    /** Four turns at three nodes, everything arrives. */
    static Story roam() {
        Story story = Story.durable("a", "b", "c");
        Story.Client c = story.client("phone");
        for (String node : new String[] {"a", "b", "c", "a"}) {
            story.say(c, node);
            story.spread();
        }
        return story;
    }

    /** Turn 2's answer is lost and asked for again at the same node; turn 3 is asked twice while it runs. */
    static Story retry() {
        Story story = Story.durable("a", "b");
        Story.Client c = story.client("phone");
        story.say(c, "a");
        Story.Ask lost = story.ask(c, "a", "strong");
        story.finish(lost);
        story.lose(lost);
        story.say(c, "a");
        Story.Ask running = story.ask(c, "a", "strong");
        Story.Ask again = story.ask(c, "a", "strong");
        story.finish(running);
        story.deliver(again);
        story.spread();
        return story;
    }

    /** Turns 3 and 4 stay at a; turn 5 is answered at b without them; then all arrives. */
    static Story gap() {
        Story story = Story.durable("a", "b");
        Story.Client c = story.client("phone");
        story.say(c, "a");
        story.say(c, "a");
        story.spread();
        story.say(c, "a");
        story.say(c, "a");
        story.say(c, "b", "strong");
        story.say(c, "b", "available");
        story.spread();
        story.say(c, "b");
        story.spread();
        return story;
    }

    /** Turn 2's answer from a is lost, b answers it a second time and turn 3 too; then all arrives. */
    static Story fork() {
        Story story = Story.durable("a", "b");
        Story.Client c = story.client("phone");
        story.say(c, "a");
        story.spread();
        Story.Ask lost = story.ask(c, "a", "strong");
        story.finish(lost);
        story.lose(lost);
        story.say(c, "b");
        story.say(c, "b");
        story.spread();
        story.say(c, "a");
        story.spread();
        return story;
    }

    /** Deleted at a; b answers one more turn before the tombstone is there. */
    static Story delete() {
        Story story = Story.durable("a", "b");
        Story.Client c = story.client("phone");
        story.say(c, "a");
        story.spread();
        story.say(c, "b");
        Story.Client other = story.client("tablet");
        other.turn = 2;
        other.acknowledged.addAll(c.acknowledged);
        story.delete(c, "a");
        story.say(other, "b");
        story.tombstone("b", c.session, false);
        story.say(other, "b");
        story.say(other, "a");
        return story;
    }

    /** a dies while it writes turn 2, before it can say so; started again it has the answer. */
    static Story crash() {
        Story story = Story.durable("a", "b");
        Story.Client c = story.client("phone");
        story.say(c, "a");
        story.dieWriting(story.ask(c, "a", "strong"));
        story.start("a");
        story.say(c, "a");
        story.spread();
        story.say(c, "b");
        story.spread();
        return story;
    }
}
