package discedge.experiment.live;

import discedge.experiment.live.Controls.Demonstration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The demonstration: a conversation that roams over three nodes, one of which is cut off for a while; a minute long, then again.
 * It asks and roams as a person would, and its captions say what was measured. A person who takes over pauses it: what it has
 * begun goes on, and it does nothing more until it is resumed.
 */
final class Tour implements AutoCloseable {
    /** What it can do. */
    interface Hand {
        void ask(String prompt);

        /** Something is being asked. */
        void awaitIdle() throws InterruptedException;

        boolean asking();

        void roam(String node);

        /** Cuts a node off from the others; heals by itself. */
        void cutOff(String node, Duration lasts, String caption);

        void say(String caption);

        /** Another chat. */
        void begin();

        String at();

        int turn();

        boolean runs(String node);
    }

    private static final long CUT_MILLIS = 10_000;

    private final Hand hand;
    private final List<String> nodes;
    private final List<String> prompts;
    private final TourWords words;
    private final double tempo;
    private final Thread thread;
    private int asked;
    private long begun;
    private boolean paused;
    private boolean closed;

    /**
     * @param nodes the first three are toured
     * @param tempo 1 = a round takes a minute
     * @param paused it waits to be resumed; otherwise it plays at once
     */
    Tour(Hand hand, List<String> nodes, List<String> prompts, Heard heard, double tempo, boolean paused) {
        this.hand = hand;
        this.nodes = nodes;
        this.prompts = prompts;
        this.words = new TourWords(heard, nodes.size());
        this.tempo = tempo;
        this.paused = paused;
        this.thread = Thread.ofPlatform().daemon().name("demonstration").start(this::loop);
    }

    synchronized Demonstration state() {
        return closed ? Demonstration.NONE : paused ? Demonstration.PAUSED : Demonstration.PLAYING;
    }

    synchronized void pause() {
        if (paused) return;
        paused = true;
        begun -= System.nanoTime();
        notifyAll();
    }

    synchronized void resume() {
        if (!paused) return;
        paused = false;
        begun += System.nanoTime();
        notifyAll();
    }

    @Override
    public synchronized void close() {
        closed = true;
        thread.interrupt();
    }

    private void loop() {
        try {
            for (boolean first = true; ; first = false) round(first);
        } catch (InterruptedException e) {
            // The lab is closing.
        } finally {
            close();
        }
    }

    private void round(boolean first) throws InterruptedException {
        synchronized (this) {
            begun = paused ? 0 : System.nanoTime();
        }
        String home = nodes.getFirst();
        String second = nodes.get(1 % nodes.size());
        String third = nodes.get(2 % nodes.size());
        at(0);
        if (!first) hand.begin();
        roam(home, Optional.empty());
        hand.say(words.opening(home));
        ask();
        at(4_400);
        roam(second, words.behind(second));
        at(4_900);
        ask();
        at(11_000);
        words.answered().ifPresent(hand::say);
        ask();
        at(17_000);
        roam(third, words.behind(third));
        at(17_500);
        ask();
        at(25_000);
        if (nodes.size() > 1 && hand.runs(second)) hand.cutOff(second, time(CUT_MILLIS), words.cut(second, time(CUT_MILLIS)));
        ask();
        at(29_000);
        roam(second, words.lacks(second, hand.turn()));
        at(29_500);
        ask();
        at(30_500); // Not before it is answered: the cut has healed by then.
        words.waited().ifPresent(hand::say);
        at(41_000);
        ask();
        at(47_000);
        roam(home, words.behind(home));
        at(47_500);
        ask();
        at(54_000);
        words.answered().ifPresent(hand::say);
        ask();
        at(62_000);
    }

    private void ask() {
        hand.ask(prompts.get(asked++ % prompts.size()));
    }

    /** Not to a node that is down: a person may have killed it. */
    private void roam(String node, Optional<String> caption) {
        if (hand.at().equals(node) || !hand.runs(node)) return;
        caption.ifPresent(hand::say);
        hand.roam(node);
    }

    /** Waits for a moment of the round, for the turn under way, and until it may go on. What it is late by, all that follows is, too. */
    private void at(long millis) throws InterruptedException {
        long wanted = time(millis).toNanos();
        while (true) {
            pass(wanted);
            if (!hand.asking()) break;
            hand.awaitIdle();
        }
        synchronized (this) {
            long late = paused ? 0 : System.nanoTime() - begun - wanted;
            begun += Math.max(0, late);
        }
    }

    private Duration time(long millis) {
        return Duration.ofNanos(Math.round(millis * 1e6 / tempo));
    }

    private synchronized void pass(long wanted) throws InterruptedException {
        while (true) {
            long left = paused ? 0 : begun + wanted - System.nanoTime();
            if (!paused && left <= 0) return;
            if (paused) wait();
            else TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, left));
        }
    }
}
