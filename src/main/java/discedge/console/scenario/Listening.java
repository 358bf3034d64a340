package discedge.console.scenario;

import discedge.event.ClientEvent;
import discedge.event.EventSink;
import discedge.event.NodeEvent;
import discedge.experiment.run.PlaySink;
import discedge.experiment.scenario.Scenario;
import discedge.session.SessionId;
import discedge.timeline.transcript.Transcripts;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Passes a scenario's events on, and writes down what is said in it: its prompts are known, the answers are heard. For one thread. */
final class Listening implements PlaySink {
    private final Scenario scenario;
    private final EventSink events;
    private final Transcripts transcripts;
    private final InstantSource clock;
    private final Map<Integer, Integer> attempts = new HashMap<>();
    private Optional<SessionId> session = Optional.empty();

    Listening(Scenario scenario, EventSink events, Transcripts transcripts, InstantSource clock) {
        this.scenario = scenario;
        this.events = events;
        this.transcripts = transcripts;
        this.clock = clock;
    }

    @Override
    public void emit(NodeEvent event) {
        if (event instanceof ClientEvent.Sent sent && sent.attempt() == 1) asked(sent);
        events.emit(event);
    }

    private void asked(ClientEvent.Sent sent) {
        session = Optional.of(sent.session());
        attempts.put(sent.turn(), 1);
        scenario.turns().stream().filter(turn -> turn.number() == sent.turn()).findFirst()
                .ifPresent(turn -> transcripts.asked(sent.session(), sent.turn(), turn.text(), sent.at()));
    }

    @Override
    public void piece(int turn, int attempt, String text) {
        session.ifPresent(id -> {
            if (attempts.getOrDefault(turn, 1) != attempt) transcripts.restarted(id, turn);
            attempts.put(turn, attempt);
            transcripts.heard(id, turn, text, clock.instant());
        });
    }
}
