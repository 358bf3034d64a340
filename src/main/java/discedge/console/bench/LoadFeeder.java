package discedge.console.bench;

import discedge.event.ClientEvent;
import discedge.event.EventSink;
import discedge.event.NodeEvent;
import discedge.timeline.transcript.Transcripts;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Lets a load happen in real time, and the followed client's answers stream, on a thread of its own. */
final class LoadFeeder implements AutoCloseable {
    private static final Duration WORD = Duration.ofMillis(40);
    private static final String[] ANSWER = "It compares what its sensors see with the map built so far, and corrects both with every new measurement. ".split("(?<= )");

    private final Load load;
    private final EventSink sink;
    private final Transcripts transcripts;
    private final Thread thread = Thread.ofPlatform().daemon().name("load").unstarted(this::run);
    private volatile boolean stopped;
    private volatile long fed;
    /** The turn of the followed client whose answer streams; none if null. */
    private ClientEvent.FirstToken streaming;
    private Instant nextWord = Instant.MAX;
    private int words;

    LoadFeeder(Load load, EventSink sink, Transcripts transcripts) {
        this.load = load;
        this.sink = sink;
        this.transcripts = transcripts;
    }

    void start() {
        thread.start();
    }

    /** Events so far. */
    long fed() {
        return fed;
    }

    private void run() {
        while (!stopped) {
            NodeEvent event = load.next();
            while (!stopped && nextWord.isBefore(event.at())) say();
            await(event.at());
            listen(event);
            sink.emit(event);
            fed++;
        }
    }

    private void say() {
        await(nextWord);
        transcripts.heard(streaming.session(), streaming.turn(), ANSWER[words++ % ANSWER.length], nextWord);
        nextWord = nextWord.plus(WORD);
    }

    private void listen(NodeEvent event) {
        if (!(event instanceof ClientEvent seen) || !seen.client().equals(LoadSession.CLIENT)) return;
        switch (seen) {
            case ClientEvent.Sent sent -> transcripts.asked(sent.session(), sent.turn(), "How does the robot know where it is?", sent.at());
            case ClientEvent.FirstToken first -> {
                streaming = first;
                nextWord = first.at();
            }
            case ClientEvent.Acknowledged done -> nextWord = Instant.MAX;
            case ClientEvent other -> { }
        }
    }

    private static void await(Instant moment) {
        long left = Duration.between(Instant.now(), moment).toNanos();
        if (left > 0) LockSupport.parkNanos(left);
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        LockSupport.unpark(thread);
        thread.join();
    }
}
