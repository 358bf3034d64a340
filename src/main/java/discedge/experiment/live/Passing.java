package discedge.experiment.live;

import discedge.experiment.live.LabPlan.Passer;
import discedge.lab.Lab;
import discedge.session.SessionId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A client that talks by itself: it thinks, sometimes goes elsewhere, asks, and begins anew after some turns. */
final class Passing implements AutoCloseable {
    private static final int TURNS = 6;
    /** Sessions of its own that it leaves on the nodes; older ones are deleted, so that a lab can run for days. */
    private static final int KEPT = 3;
    private static final int ROAMS_ONE_IN = 3;

    private final Passer passer;
    private final LiveClient client;
    private final Lab lab;
    private final List<String> prompts;
    private final SplittableRandom random;
    private final Consumer<SessionId> delete;
    private final Deque<SessionId> left = new ArrayDeque<>();
    private final Thread thread;

    /** @param seed of its pauses, ways and words */
    Passing(Passer passer, LiveClient client, Lab lab, List<String> prompts, long seed, Consumer<SessionId> delete) {
        this.passer = passer;
        this.client = client;
        this.lab = lab;
        this.prompts = prompts;
        this.random = new SplittableRandom(seed);
        this.delete = delete;
        this.thread = Thread.ofPlatform().daemon().name("passing " + passer.name()).start(this::loop);
    }

    LiveClient client() {
        return client;
    }

    private void loop() {
        try {
            Thread.sleep(passer.think().multipliedBy(random.nextLong(20, 60)).dividedBy(100));
            client.arrive();
            while (true) {
                ask();
                client.awaitIdle();
                Thread.sleep(pause());
            }
        } catch (InterruptedException e) {
            // The lab is closing.
        }
    }

    private void ask() {
        if (client.turn() >= TURNS) beginAnew();
        else if (random.nextInt(ROAMS_ONE_IN) == 0) client.goTo(lab.names().get(random.nextInt(lab.names().size())));
        client.ask(prompts.get(random.nextInt(prompts.size())));
    }

    private void beginAnew() {
        SessionId old = client.session();
        if (!client.newSession(client.settings().mode(), client.settings().consistency())) return;
        left.addLast(old);
        if (left.size() > KEPT) delete.accept(left.removeFirst());
    }

    private Duration pause() {
        return passer.think().multipliedBy(random.nextLong(67, 133)).dividedBy(100);
    }

    @Override
    public void close() {
        thread.interrupt();
        client.close();
    }
}
