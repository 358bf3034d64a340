package discedge.console.operate.topology;

import discedge.console.fred.FredFacts;
import discedge.console.kit.Names;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.timeline.forecast.Forecast;
import discedge.timeline.world.Ahead;
import discedge.timeline.world.NodeIdentity;
import discedge.timeline.world.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a card says, in words. */
final class CardWords {
    private CardWords() {}

    /** {@code SAFE}, {@code WAIT ≈ 9 ms}, {@code STALE 2 turns}. */
    static String pill(Forecast forecast) {
        return switch (forecast.state()) {
            case SAFE -> Words.of("topology.safe");
            case WAIT -> Words.of("topology.wait", about(forecast.waits().orElse(Duration.ZERO)));
            case FAILS -> Words.of("topology.fails");
            case STALE -> Words.of("topology.stale", turns(forecast.missing()));
            case UNKNOWN -> Words.of("topology.unknown");
        };
    }

    /** A forecast is no more exact than a millisecond: {@code 9 ms}. */
    static String about(Duration time) {
        long millis = Math.round(time.toNanos() / 1e6);
        return millis < 1000 ? Words.of("topology.millis", millis) : Units.time(time);
    }

    static String turns(int turns) {
        return turns == 1 ? Words.of("topology.turns.one") : Words.of("topology.turns", Units.count(turns));
    }

    static String sessions(int sessions) {
        return sessions == 1 ? Words.of("topology.sessions.one") : Words.of("topology.sessions", Units.count(sessions));
    }

    /** {@code 12 sessions · apple-m2}. */
    static String about(NodeFacts node, Instant now) {
        NodeState state = node.state().orElse(null);
        if (state == null) return Words.of("topology.not-heard");
        String sessions = sessions(state.sessions());
        String rest = (node.isUp() || node.isGone()) && node.isSilent(now) ? Words.of("topology.age", seconds(state.silent(now))) : kind(state.identity());
        return rest.isEmpty() ? sessions : Words.of("topology.dot", sessions, rest);
    }

    /** {@code 12 s}, {@code 02:05}: ages count whole seconds that have passed. */
    static String seconds(Duration age) {
        return age.toSeconds() < 60 ? Words.of("topology.seconds", Math.max(0, age.toSeconds())) : ago(age);
    }

    /** {@code 00:12}, {@code 7 h}, {@code 20 d}. */
    static String ago(Duration age) {
        if (age.toHours() < 1) return Units.clock(Duration.ofSeconds(age.toSeconds()));
        return age.toHours() < 48 ? Words.of("topology.hours", age.toHours()) : Words.of("topology.days", age.toDays());
    }

    /** The machine that is simulated, else the model. */
    private static String kind(NodeIdentity identity) {
        return identity.profile().isEmpty() ? identity.model() : identity.profile();
    }

    /** How soon an answer begins, or why none does. */
    static String outcome(NodeFacts node, Instant now) {
        NodeState state = node.state().orElse(null);
        if (state == null) return "";
        if (node.isGone()) return gone(state, now);
        String ago = ago(age(state.since(), now));
        return switch (state.life()) {
            case KILLED -> Words.of("topology.killed", ago);
            case STOPPED -> Words.of("topology.stopped", ago);
            case STOPPING -> Words.of("topology.stopping", ago);
            case UP, UNKNOWN -> node.isSilent(now) ? Words.of("topology.silent", seconds(state.silent(now))) : node.forecast().map(CardWords::outcome).orElse("");
        };
    }

    /** {@code Gone for 00:12 · next try in 3 s}. */
    private static String gone(NodeState state, Instant now) {
        discedge.timeline.world.Watch watch = state.watch().orElseThrow();
        String since = Words.of("topology.gone", ago(age(watch.since(), now)));
        return watch.retryAt().map(at -> Words.of("topology.gone.retry", since, Math.max(0, Math.ceilDiv(Duration.between(now, at).toMillis(), 1000)))).orElse(since);
    }

    /** How its clock goes against ours; empty for a node of this process. */
    static String clock(NodeFacts node) {
        return node.state().flatMap(NodeState::watch).flatMap(discedge.timeline.world.Watch::clock)
                .map(clock -> Words.of("topology.clock", Units.offset(clock.offset()), Units.time(clock.uncertainty()))).orElse("");
    }

    /** Ages count whole seconds that have passed. */
    static Duration age(Instant since, Instant now) {
        Duration age = Duration.between(since, now);
        return age.isNegative() ? Duration.ZERO : Duration.ofSeconds(age.toSeconds());
    }

    private static String outcome(Forecast forecast) {
        return switch (forecast.state()) {
            case FAILS, UNKNOWN -> forecast.why();
            case SAFE, WAIT, STALE -> {
                String first = soon(forecast);
                yield forecast.uploads().map(bytes -> Words.of("topology.uploads", Units.bytes(bytes), first)).orElse(first);
            }
        };
    }

    static String firstToken(Forecast forecast) {
        return forecast.firstToken().map(time -> Words.of("topology.first-token", about(time))).orElseGet(() -> Words.of("topology.first-token.none"));
    }

    /** {@code first token ≈ 31 ms, WARM}. */
    static String soon(Forecast forecast) {
        return forecast.cache().filter(_ -> forecast.firstToken().isPresent()).map(cache -> Words.of("topology.soon", firstToken(forecast), temperature(cache)))
                .orElseGet(() -> firstToken(forecast));
    }

    /** {@code WARM} or {@code COLD}. */
    private static String temperature(Forecast.Cache cache) {
        return Words.of("topology." + Glyph.Sign.of(cache).word());
    }

    /** How it stands with the FReD that keeps its records; empty if it keeps them itself, or is down. */
    private static String fred(NodeFacts node, Instant now) {
        return node.isUp() ? node.state().flatMap(NodeState::fred).map(fred -> FredFacts.state(fred, now)).orElse("") : "";
    }

    /** {@code warming s-41c}; empty if it evaluates nothing ahead. @param most with the number of tokens and since when */
    static String warming(NodeFacts node, boolean most, Instant now) {
        List<Ahead> under = node.state().map(NodeState::warming).orElse(List.of());
        if (under.isEmpty()) return "";
        Ahead first = under.getFirst();
        return most ? Words.of("topology.warming.whole", Names.of(first.session()), Units.count(first.tokens()), seconds(age(first.since(), now))) : Words.of("topology.warming", Names.of(first.session()));
    }

    /** What a drop would meet: {@code SAFE · first token ≈ 31 ms, WARM}. */
    static String meets(Forecast forecast) {
        return switch (forecast.state()) {
            case SAFE, WAIT, STALE -> LinkWords.dotted(pill(forecast), soon(forecast));
            case FAILS, UNKNOWN -> pill(forecast);
        };
    }

    /** All of it, for a tooltip and for whoever does not see the card. */
    static String whole(NodeFacts node, Instant now) {
        String state = node.forecast().map(forecast ->
                        forecast.cache().map(cache -> Words.of("topology.card", pill(forecast), forecast.why(), Words.of("topology.cache." + Glyph.Sign.of(cache).word())))
                                .orElseGet(() -> Words.of("topology.card.new", pill(forecast), forecast.why())))
                .orElseGet(() -> Words.of("topology.not-heard"));
        String turn = node.turn().map(CardWords::turn).orElse("");
        String cut = node.cut().all() ? cut(node.cut().heals()) : "";
        String key = node.digit() > 0 ? Words.of("topology.key", node.digit()) : "";
        return java.util.stream.Stream.of(node.whole(), node.group(), node.client() ? Words.of("topology.client-here") : "", node.isRemote() ? Words.of("topology.remote.whole") : "",
                        node.otherModel() ? Words.of("topology.other-model.whole", node.state().orElseThrow().identity().model()) : "", state, cut, turn, warming(node, true, now), fred(node, now), outcome(node, now), about(node, now), clock(node), key)
                .filter(text -> !text.isEmpty()).distinct().collect(java.util.stream.Collectors.joining(". "));
    }

    static String turn(int turn) {
        return Words.of("topology.turn", turn);
    }

    /** {@code CUT 00:18}. */
    static String cut(Optional<Duration> heals) {
        return heals.map(left -> Words.of("topology.cut.heals", Units.clock(left))).orElseGet(() -> Words.of("topology.cut"));
    }
}
