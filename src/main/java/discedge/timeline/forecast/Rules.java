package discedge.timeline.forecast;

import discedge.session.ContextMode;
import discedge.session.WindowPolicy;
import discedge.timeline.forecast.Forecast.State;
import discedge.timeline.world.Head;
import discedge.timeline.world.Life;
import discedge.timeline.world.FredState;
import discedge.timeline.world.LinkState;
import discedge.timeline.world.NodeIdentity;
import discedge.timeline.world.NodeState;
import discedge.timeline.world.RecordState;
import discedge.timeline.world.SessionState;
import discedge.timeline.world.Watch;
import discedge.timeline.world.World;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rules of a forecast (UI, "Operate"), the certain ones first. */
final class Rules {
    private final World world;
    private final NextTurn next;
    private final String name;
    private final NodeState node;
    private final Optional<SessionState> session;

    Rules(World world, NextTurn next, String name) {
        this.world = world;
        this.next = next;
        this.name = name;
        this.node = world.node(name).orElse(null);
        this.session = next.session().flatMap(world::session);
    }

    Forecast forecast() {
        if (node == null) return verdict(State.UNKNOWN, "nothing was heard of " + name);
        Optional<String> never = neverAnswers();
        if (never.isPresent()) return verdict(State.FAILS, never.get());
        if (node.isSilent(world.now()))
            return verdict(State.UNKNOWN, "nothing was heard of " + name + " for " + node.silent(world.now()).toSeconds() + " s");
        if (clientSide()) return verdict(State.SAFE, "the client brings all of it");
        if (session.isEmpty()) return verdict(State.SAFE, "a new session");
        return byReplica(session.get());
    }

    private boolean clientSide() {
        return next.mode() == ContextMode.CLIENT_SIDE;
    }

    // ---- whatever the replica has

    private Optional<String> neverAnswers() {
        if (!node.life().answers()) return Optional.of(name + (node.life() == Life.STOPPING ? " is stopping" : " is down"));
        Optional<Watch> lost = node.watch().filter(watch -> !watch.answers());
        if (lost.isPresent()) return Optional.of(lost.get().why());
        if (!next.client().isEmpty() && world.link(next.client(), name).filter(LinkState::isCut).isPresent()) return Optional.of("the client's link to " + name + " is cut");
        if (clientSide()) return Optional.empty();
        Optional<String> fred = node.fred().filter(FredState::isOut).flatMap(FredState::trouble);
        // Short enough for a card where FReD itself is what the reason is about.
        if (fred.isPresent()) return Optional.of(fred.get().startsWith("FReD ") ? "its " + fred.get() : "its FReD cannot be used: " + fred.get());
        if (session.isEmpty()) return Optional.empty();
        if (session.get().flags().deleted()) return Optional.of("the session is deleted");
        if (session.get().expired()) return Optional.of("the session has expired");
        return otherTokenizer().or(this::windowFull);
    }

    private Optional<String> otherTokenizer() {
        String here = node.identity().fingerprint();
        return session.get().records().values().stream().max(Comparator.comparingInt(RecordState::turn))
                .flatMap(record -> world.node(record.origin())).map(NodeState::identity)
                .filter(its -> !its.fingerprint().isEmpty() && !here.isEmpty() && !its.fingerprint().equals(here))
                .map(its -> name + " has another tokenizer (" + node.identity().model() + ", not " + its.model() + ")");
    }

    private Optional<String> windowFull() {
        NodeIdentity identity = node.identity();
        if (next.policy() != WindowPolicy.REJECT || identity.window() == 0) return Optional.empty();
        int tokens = context() + next.promptTokens();
        return tokens < identity.window() ? Optional.empty() : Optional.of("the window is full: " + tokens + " of " + identity.window() + " ids, and the policy is reject");
    }

    private int context() {
        return session.flatMap(world::newest).map(Head::tokens).orElse(0);
    }

    // ---- what the replica has

    private Forecast byReplica(SessionState its) {
        Optional<List<Missing>> known = Missing.of(world, its, name);
        if (known.isEmpty()) return verdict(State.UNKNOWN, "the log began after the session: what " + name + " has of it is not known");
        List<Missing> missing = known.get();
        if (missing.isEmpty()) return verdict(State.SAFE, "all that the client has seen is here");
        Duration wait = Duration.ZERO;
        Lag slowest = Lag.NONE;
        for (Missing one : missing) {
            List<String> reachable = one.holders().stream().filter(this::reaches).toList();
            if (reachable.isEmpty()) return without(its, missing, unreachable(one));
            if (reachable.stream().noneMatch(this::measured))
                return verdict(State.UNKNOWN, missing.size(), "the way from " + String.join(", ", reachable) + " was not measured for 5 s");
            Optional<Lag> lag = Lag.of(world, one.origin(), reachable, name);
            if (lag.isEmpty()) return verdict(State.UNKNOWN, missing.size(), "no lag from " + one.origin() + " to " + name + " was measured yet");
            Duration left = lag.get().time().minus(one.written().map(at -> Duration.between(at, world.now())).orElse(Duration.ZERO));
            if (left.compareTo(wait) > 0) wait = left;
            if (lag.get().time().compareTo(slowest.time()) > 0) slowest = lag.get();
        }
        if (wait.compareTo(next.maxWait()) < 0) return verdict(State.WAIT, Optional.of(wait), Optional.of(slowest), missing.size(), turns(missing) + onItsWay(missing) + slowest.note());
        return without(its, missing, turns(missing) + " takes ≈ " + wait.toMillis() + " ms, and a node may wait " + next.maxWait().toMillis() + " ms" + slowest.note());
    }

    /** It cannot come in time: an error, or an answer that has not seen it where the client said so and the node knows the session. */
    private Forecast without(SessionState its, List<Missing> missing, String why) {
        boolean stale = next.available() && its.answered().isPresent() && world.head(its, name).isPresent();
        return verdict(stale ? State.STALE : State.FAILS, missing.size(), why);
    }

    private boolean reaches(String holder) {
        if (world.node(holder).filter(other -> other.life() == Life.STOPPED || other.life() == Life.KILLED).isPresent()) return false;
        return world.link(holder, name).filter(LinkState::isBroken).isEmpty();
    }

    private boolean measured(String holder) {
        return world.link(holder, name).filter(link -> link.isFresh(world.now())).isPresent()
                || world.link(name, holder).filter(link -> link.isFresh(world.now())).isPresent();
    }

    // ---- words

    private String unreachable(Missing one) {
        if (one.holders().isEmpty()) return "no known node has turn " + one.turn();
        var byLife = one.holders().stream().collect(Collectors.partitioningBy(holder -> world.node(holder).filter(other -> other.life().answers()).isPresent()));
        String cut = byLife.get(true).isEmpty() ? "" : " cut from " + String.join(", ", byLife.get(true));
        String down = byLife.get(false).stream().map(holder -> holder + " is down").collect(Collectors.joining(", "));
        return "turn " + one.turn() + cut + (down.isEmpty() ? "" : (cut.isEmpty() ? ": " : "; ") + down);
    }

    private static String turns(List<Missing> missing) {
        return missing.size() == 1 ? "turn " + missing.getFirst().turn() : missing.size() + " turns";
    }

    private static String onItsWay(List<Missing> missing) {
        Missing newest = missing.getFirst();
        if (newest.written().isEmpty()) return missing.size() == 1 ? " is not written yet at " + newest.origin() : ", the newest not written yet at " + newest.origin();
        return missing.size() == 1 ? " is on its way" : " are on their way";
    }

    private Forecast verdict(State state, String why) {
        return verdict(state, 0, why);
    }

    private Forecast verdict(State state, int missing, String why) {
        return verdict(state, Optional.empty(), Optional.empty(), missing, why);
    }

    private Forecast verdict(State state, Optional<Duration> waits, Optional<Lag> from, int missing, String why) {
        Optional<Duration> lag = from.map(Lag::time);
        boolean estimated = from.filter(Lag::estimated).isPresent();
        Optional<Long> uploads = clientSide() ? session.flatMap(its -> its.totals().requestBytes()) : Optional.empty();
        if (node == null) return new Forecast(name, state, waits, lag, estimated, missing, uploads, why, Optional.empty(), Optional.empty(), world.kind());
        var speed = new FirstToken(world, node, session, next, context());
        boolean answers = state == State.SAFE || state == State.WAIT || state == State.STALE;
        Duration before = state == State.STALE ? next.maxWait() : waits.orElse(Duration.ZERO);
        return new Forecast(name, state, waits, lag, estimated, missing, uploads, why, speed.cache(), answers ? speed.after(before) : Optional.empty(),
                node.identity().simulated() ? discedge.timeline.world.Source.SIMULATED : node.source());
    }
}
