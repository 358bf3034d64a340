package discedge.experiment.run;

import discedge.event.ClientEvent;
import discedge.event.FredEvent;
import discedge.event.LabEvent;
import discedge.event.LifeEvent;
import discedge.event.NodeEvent;
import discedge.event.PeerEvent;
import discedge.event.PrewarmEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.event.WatchEvent;
import discedge.experiment.scenario.Scenario;
import discedge.session.RecordKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The rows of a run as a projection of its events and the texts of the answers: the live table, the summary and the files
 * all show these. One client, one session. For one thread.
 */
public final class TurnRows {
    private final Map<Integer, String> prompts;
    private final TreeMap<Integer, TurnDraft> drafts = new TreeMap<>();
    private final PrewarmTotals prewarms = new PrewarmTotals();
    private final Map<Long, FaultSeen> faults = new LinkedHashMap<>();
    private final TreeSet<String> engines = new TreeSet<>();
    private final TreeSet<String> profiles = new TreeSet<>();
    private final TreeSet<String> models = new TreeSet<>();
    private boolean simulated;
    private long setupBytes;
    /** Where the client was first. */
    private String start = "";
    private boolean left;

    public TurnRows(Scenario scenario) {
        this(scenario.turns().stream().collect(Collectors.toMap(Scenario.Turn::number, Scenario.Turn::text)));
    }

    /** @param prompts by turn, as far as they are known */
    public TurnRows(Map<Integer, String> prompts) {
        this.prompts = Map.copyOf(prompts);
    }

    /** Rows in the order of turns; only turns that were sent. */
    public List<TurnRow> rows() {
        return drafts.values().stream().filter(TurnDraft::wasSent).map(draft -> draft.row(nodeBefore(draft))).toList();
    }

    /** The turn sent last. */
    public Optional<TurnRow> current() {
        return drafts.descendingMap().values().stream().filter(TurnDraft::wasSent).findFirst().map(draft -> draft.row(nodeBefore(draft)));
    }

    /** In the order they began. */
    public List<FaultSeen> faults() {
        return List.copyOf(faults.values());
    }

    /** What was evaluated before its client came. */
    public PrewarmTotals.Figures prewarms() {
        return prewarms.figures();
    }

    /** The engines' names, joined by commas; empty before a node has started. */
    public String engine() {
        return String.join(", ", engines);
    }

    /** The models' names, joined by commas. */
    public String model() {
        return String.join(", ", models);
    }

    /** The profiles' names, joined by commas. */
    public String profile() {
        return String.join(", ", profiles);
    }

    /** Some node's engine is simulated, so that times and texts of answers are not a model's. */
    public boolean simulated() {
        return simulated;
    }

    /** Bytes of connection set-up before the first turn. */
    public long setupBytes() {
        return setupBytes;
    }

    /** A piece of the answer; the first piece of another attempt replaces what an earlier one brought. */
    public void piece(int turn, int attempt, String text) {
        draft(turn).piece(attempt, text);
    }

    public void apply(NodeEvent event) {
        switch (event) {
            case ClientEvent seen -> apply(seen);
            case TurnEvent seen -> draft(seen.turn()).apply(seen);
            case ReplicaEvent.Arrived seen -> arrived(seen);
            case ReplicaEvent other -> {}
            case LabEvent seen -> apply(seen);
            case LifeEvent.Started seen -> {
                engines.add(seen.engine());
                models.add(seen.model());
                if (!seen.profile().isEmpty()) profiles.add(seen.profile());
                simulated |= seen.simulated();
            }
            case LifeEvent other -> {}
            case PeerEvent other -> {}
            case WatchEvent other -> {}
            case FredEvent other -> {}
            case PrewarmEvent seen -> prewarms.apply(seen);
        }
    }

    private void apply(ClientEvent event) {
        switch (event) {
            case ClientEvent.Sent seen -> {
                passes(seen.node());
                draft(seen.turn()).sent(seen);
            }
            case ClientEvent.FirstToken seen -> draft(seen.turn()).firstToken(seen);
            case ClientEvent.Acknowledged seen -> draft(seen.turn()).acknowledged(seen);
            case ClientEvent.Failed seen -> draft(seen.turn()).failed(seen);
            case ClientEvent.TurnBytes seen -> draft(seen.turn()).bytes(seen);
            case ClientEvent.Roamed seen -> {}
            case ClientEvent.Deleted seen -> {}
        }
    }

    private void apply(LabEvent event) {
        switch (event) {
            case LabEvent.LinkBytes seen when seen.turn() == 0 -> setupBytes += seen.bytes() + seen.setupBytes();
            case LabEvent.LinkBytes seen -> draft(seen.turn()).linkBytes(seen);
            case LabEvent.FaultBegan seen -> faults.put(seen.fault(), new FaultSeen(seen.fault(), seen.kind(), seen.target(), seen.at(), seen.lasts(), Optional.empty()));
            case LabEvent.FaultEnded seen -> faults.computeIfPresent(seen.fault(), (number, fault) ->
                    new FaultSeen(number, fault.kind(), fault.target(), fault.began(), fault.planned(), Optional.of(seen.at())));
            case LabEvent.LinkSet seen -> {}
            case LabEvent.Said seen -> {}
            case LabEvent.ScenarioStarted seen -> {}
            case LabEvent.ScenarioEnded seen -> {}
        }
    }

    private void passes(String node) {
        if (start.isEmpty()) start = node;
        left |= !node.equals(start);
        if (left && node.equals(start)) prewarms.firstPassEnded();
    }

    private void arrived(ReplicaEvent.Arrived event) {
        if (RecordKey.parse(event.key()).orElse(null) instanceof RecordKey.Turn key)
            draft(key.turn()).arrived(event.node(), key.hashStart(), nonNegative(Duration.between(event.written(), event.at())));
    }

    private static Duration nonNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private TurnDraft draft(int turn) {
        return drafts.computeIfAbsent(turn, number -> new TurnDraft(number, prompts.getOrDefault(number, "")));
    }

    private Optional<String> nodeBefore(TurnDraft draft) {
        return Optional.ofNullable(drafts.lowerEntry(draft.turn())).map(entry -> entry.getValue().node());
    }
}
