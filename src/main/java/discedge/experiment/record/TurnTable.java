package discedge.experiment.record;

import discedge.event.ClientEvent;
import discedge.event.LabEvent;
import discedge.event.LifeEvent;
import discedge.event.NodeEvent;
import discedge.event.TurnEvent;
import discedge.experiment.run.TurnRow;
import discedge.experiment.run.TurnRows;
import discedge.session.SessionId;
import discedge.timeline.log.EventFilter;
import discedge.timeline.log.EventStore;
import discedge.timeline.transcript.Transcripts;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** All turns of a log, of every session in it, as rows: what a run of one scenario has in turns.csv, for any log. For one thread. */
public final class TurnTable {
    private final String name;
    private final Transcripts transcripts;
    private final Map<SessionId, Session> sessions = new LinkedHashMap<>();
    /** The session that a client is in: bytes on links are told by client. */
    private final Map<String, SessionId> current = new HashMap<>();
    private final SortedSet<String> nodes = new TreeSet<>();
    private String scenario;

    /** One session on its way. */
    private static final class Session {
        final TurnRows rows;
        final String scenario;
        String mode = "";
        String user = "";

        Session(TurnRows rows, String scenario) {
            this.rows = rows;
            this.scenario = scenario;
        }
    }

    /**
     * A turn with what it belongs to.
     *
     * @param scenario that was playing when its session began; the run's name if none was
     * @param user empty if no node said it
     */
    public record Row(String scenario, String mode, String user, TurnRow turn) {}

    /**
     * @param name of the run
     * @param transcripts prompts and answers as far as they are known
     */
    public TurnTable(String name, Transcripts transcripts) {
        this.name = name;
        this.scenario = name;
        this.transcripts = transcripts;
    }

    /** Takes in the log so far. */
    public TurnTable read(EventStore store, RunSaver.Progress progress) {
        long all = store.size();
        for (long id = 1; id <= all; id++) {
            apply(store.get(id).event());
            if (id % 2048 == 0) RunSaver.ask(progress, id, all);
        }
        sessions.forEach(this::say);
        return this;
    }

    private void apply(NodeEvent event) {
        switch (event) {
            case LabEvent.ScenarioStarted begun -> scenario = begun.scenario();
            case LabEvent.ScenarioEnded done -> scenario = name;
            case LifeEvent.Started node -> nodes.add(node.node());
            case LabEvent.LinkBytes bytes -> Optional.ofNullable(current.get(bytes.client())).ifPresent(id -> session(id).rows.apply(bytes));
            case ClientEvent.Sent sent -> {
                current.put(sent.client(), sent.session());
                session(sent.session()).mode = sent.mode();
                of(sent);
            }
            case TurnEvent.Received received -> {
                Session session = session(received.session());
                session.user = received.user();
                if (session.mode.isEmpty()) session.mode = received.mode();
                of(received);
            }
            case NodeEvent other -> of(other);
        }
    }

    private void of(NodeEvent event) {
        EventFilter.sessionOf(event).ifPresent(id -> session(id).rows.apply(event));
    }

    private Session session(SessionId id) {
        return sessions.computeIfAbsent(id, _ -> {
            var prompts = new HashMap<Integer, String>();
            for (Transcripts.Exchange said : transcripts.upTo(id, Instant.MAX)) prompts.put(said.turn(), said.prompt());
            return new Session(new TurnRows(prompts), scenario);
        });
    }

    private void say(SessionId id, Session session) {
        for (Transcripts.Exchange said : transcripts.upTo(id, Instant.MAX)) if (!said.answer().isEmpty()) session.rows.piece(said.turn(), 1, said.answer());
    }

    /** Every turn that a client sent: by session in the order they began, then by turn. */
    public void forEach(Consumer<Row> each) {
        sessions.values().forEach(session -> session.rows.rows().forEach(row -> each.accept(new Row(session.scenario, session.mode, session.user, row))));
    }

    /** Turns that a client sent. */
    public long size() {
        long[] count = {0};
        forEach(_ -> count[0]++);
        return count[0];
    }

    /** All nodes of the log. */
    public SortedSet<String> nodes() {
        return nodes;
    }
}
