package discedge.console.operate.chat;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.console.model.Run;
import discedge.console.operate.chat.Talk.Cost;
import discedge.console.operate.chat.Talk.Heading;
import discedge.console.operate.chat.Talk.Note;
import discedge.experiment.live.Controls;
import discedge.session.SessionId;
import discedge.timeline.transcript.Transcripts.Exchange;
import discedge.timeline.world.NodeState;
import discedge.timeline.world.Phase;
import discedge.timeline.world.Roam;
import discedge.timeline.world.SessionState;
import discedge.timeline.world.TurnState;
import discedge.timeline.world.Waterfall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The conversation of a frame, its newest turns. Turns that are over are made once, as long as nothing about them changes. For the FX thread. */
final class Talks {
    private final RoamTrail roams = new RoamTrail();
    private final Map<Integer, Made> made = new HashMap<>();
    private Optional<SessionId> session = Optional.empty();
    private NodeNames names = new NodeNames(Map.of());

    /** What a turn was made of, and what it became. */
    private record Made(Optional<TurnState> state, Optional<Exchange> said, List<Note> before, Talk talk) {}

    /**
     * @param hidden turns before the first one shown
     * @param after what happened since the newest turn
     */
    record Conversation(List<Talk> turns, int hidden, List<Note> after) {
        static final Conversation NONE = new Conversation(List.of(), 0, List.of());
    }

    /** @param most turns */
    Conversation of(Frame frame, Run run, int most) {
        if (frame.session().isEmpty()) return Conversation.NONE;
        SessionId id = frame.session().get();
        NodeNames now = NodeNames.of(run);
        if (!session.filter(id::equals).isPresent() || !now.equals(names)) made.clear();
        session = Optional.of(id);
        names = now;
        Optional<SessionState> state = frame.followed();
        Instant moment = frame.world().now();
        int newest = Math.max(state.flatMap(SessionState::current).map(TurnState::turn).orElse(0), run.transcripts().newest(id, moment));
        int first = Math.max(1, newest - most + 1);
        var said = new HashMap<Integer, Exchange>();
        for (Exchange exchange : run.transcripts().upTo(id, moment, first)) said.put(exchange.turn(), exchange);
        List<Roam> trail = roams.of(frame.world(), id);
        var turns = new ArrayList<Talk>();
        int hidden = first - 1;
        int roam = 0;
        for (int turn = first; turn <= newest; turn++) {
            Optional<TurnState> its = turn(state, turn);
            Optional<Exchange> text = Optional.ofNullable(said.get(turn));
            if (its.isEmpty() && text.isEmpty()) continue;
            Instant asked = its.map(known -> known.asked().first()).orElseGet(() -> text.get().asked());
            var before = new ArrayList<Note>();
            for (; roam < trail.size() && !trail.get(roam).time().isAfter(asked); roam++)
                // Those before the first turn shown are with the turns not shown.
                if (!turns.isEmpty() || hidden == 0) before.add(Notes.roam(trail.get(roam), names));
            turns.add(talk(frame, run, turn, its, text, before, turn == newest));
        }
        List<Note> after = trail.subList(Math.min(roam, trail.size()), trail.size()).stream().map(its -> Notes.roam(its, names)).toList();
        return new Conversation(turns, hidden, after);
    }

    private static Optional<TurnState> turn(Optional<SessionState> session, int turn) {
        return session.flatMap(known -> known.turn(turn));
    }

    private Talk talk(Frame frame, Run run, int turn, Optional<TurnState> state, Optional<Exchange> said, List<Note> before, boolean newest) {
        Made known = made.get(turn);
        boolean over = state.filter(its -> !its.running()).isPresent() && !newest;
        if (over && known != null && known.state.get() == state.get() && known.said.equals(said) && known.before.equals(before)) return known.talk;
        Talk talk = make(frame, run, turn, state, said, before, newest);
        if (over) made.put(turn, new Made(state, said, before, talk));
        return talk;
    }

    private Talk make(Frame frame, Run run, int turn, Optional<TurnState> state, Optional<Exchange> said, List<Note> before, boolean newest) {
        Instant asked = said.map(Exchange::asked).orElseGet(() -> state.orElseThrow().asked().first());
        String node = state.map(its -> its.asked().node()).or(() -> frame.followed().map(SessionState::node)).orElse("");
        Optional<Waterfall> waterfall = state.flatMap(its -> frame.followed().map(session -> Waterfall.of(frame.world(), session, its)));
        boolean running = state.map(TurnState::running).orElse(true);
        boolean decoding = running && state.filter(its -> its.phase() == Phase.DECODING).isPresent();
        boolean silent = said.map(Exchange::answer).orElse("").isEmpty();
        String status = running && (silent || !decoding) ? StatusWords.of(state, frame.world().now(), names) : "";
        boolean gaveUp = state.filter(its -> its.phase() == Phase.GIVEN_UP).isPresent();
        return new Talk(turn, before, new Heading(who(frame, run), Words.of("chat.heading.asked", turn, Units.timeOfDay(asked))), said.map(Exchange::prompt),
                new Heading(names.label(node), Words.of("chat.heading.answered", turn, engine(frame, run, node))), said.map(Exchange::answer), said.isPresent() ? "" : untold(run, state),
                decoding && !silent, status, waterfall.flatMap(its -> cost(its, state.orElseThrow())), state.map(its -> Notes.of(its, names)).orElse(List.of()),
                gaveUp && newest && said.isPresent());
    }

    /** The person at this window is "You". */
    private static String who(Frame frame, Run run) {
        boolean own = frame.client().isPresent() && frame.client().equals(run.controls().flatMap(controls -> controls.clients().stream().findFirst()));
        if (own) return Words.of("chat.you");
        String user = frame.followed().map(its -> its.who().user()).orElse("");
        return user.isEmpty() ? frame.client().orElse(Words.of("chat.client")) : user;
    }

    /** {@code simulated}, or the model's name. */
    private static String engine(Frame frame, Run run, String node) {
        return frame.world().node(node).map(NodeState::identity).filter(its -> its.simulated() || !its.model().isEmpty())
                .map(its -> its.simulated() ? Words.of("chat.simulated") : its.model()).or(() -> run.controls().map(Controls::engine)).orElse(Words.of("chat.unknown-engine"));
    }

    private static String untold(Run run, Optional<TurnState> state) {
        String prompt = state.map(its -> Units.count(its.tokens().prompt())).orElse("0");
        String answer = state.map(its -> Units.count(its.tokens().answer())).orElse("0");
        return Words.of(run.controls().isPresent() ? "chat.untold" : "chat.untold.file", prompt, answer);
    }

    private static Optional<Cost> cost(Waterfall waterfall, TurnState turn) {
        if (waterfall.total().isZero()) return Optional.empty();
        var figures = new ArrayList<String>();
        figures.add(Units.time(waterfall.total()));
        Optional<Duration> first = waterfall.firstToken().or(() -> turn.stages().nodeFirst());
        int tokens = turn.tokens().answer();
        if (first.isEmpty()) return Optional.of(new Cost(lengths(waterfall), Words.of("chat.cost.begun"), figures));
        figures.add(Units.time(first.get()));
        if (tokens == 0) return Optional.of(new Cost(lengths(waterfall), Words.of("chat.cost.first"), figures));
        figures.add(Units.count(tokens));
        return Optional.of(new Cost(lengths(waterfall), Words.of("chat.cost"), figures));
    }

    private static List<Long> lengths(Waterfall waterfall) {
        return waterfall.clientWaits().stream().map(bar -> bar.length().toNanos()).toList();
    }
}
