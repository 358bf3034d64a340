package discedge.experiment.run;

import discedge.event.ClientEvent;
import discedge.event.LabEvent;
import discedge.event.TurnEvent;
import discedge.session.TurnHash;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A row in the making. */
final class TurnDraft {
    private static final String BEHIND = "replica_behind";

    private final int turn;
    private final String prompt;
    private final StringBuilder text = new StringBuilder();
    private final List<String> refusals = new ArrayList<>();
    private final Map<String, Duration> waits = new HashMap<>();
    private final Map<String, Map<String, Duration>> lagByRecord = new HashMap<>();
    private int textAttempt;
    private String node = "";
    private String session = "";
    private Instant sent = Instant.EPOCH;
    private Optional<Instant> toldBehind = Optional.empty();
    private Duration pauses = Duration.ZERO;
    private boolean answered;
    private int status;
    private int attempts;
    private Optional<TurnHash> hash = Optional.empty();
    private boolean stale;
    private List<Integer> missing = List.of();
    private TurnRow.Tokens tokens = new TurnRow.Tokens(0, 0, 0, 0, 0);
    private Optional<Duration> queue = Optional.empty();
    private Optional<Duration> prefill = Optional.empty();
    private Optional<Duration> decode = Optional.empty();
    private Optional<Duration> commit = Optional.empty();
    private Optional<Duration> firstToken = Optional.empty();
    private Optional<Duration> total = Optional.empty();
    private TurnRow.Bytes bytes = new TurnRow.Bytes(0, 0, 0, 0, 0);

    TurnDraft(int turn, String prompt) {
        this.turn = turn;
        this.prompt = prompt;
    }

    int turn() {
        return turn;
    }

    boolean wasSent() {
        return attempts > 0;
    }

    String node() {
        return node;
    }

    TurnRow row(Optional<String> nodeBefore) {
        boolean roamed = nodeBefore.isPresent() && !node.isEmpty() && !nodeBefore.get().equals(node);
        var outcome = new TurnRow.Outcome(answered, status, attempts, refusals, hash, stale, missing, text.toString());
        var times = new TurnRow.Times(queue, waited(), prefill, decode, commit, firstToken, total);
        return new TurnRow(turn, node, roamed, session, sent, prompt, outcome, tokens, times, bytes, lag());
    }

    void piece(int attempt, String piece) {
        if (attempt != textAttempt) text.setLength(0);
        textAttempt = attempt;
        text.append(piece);
    }

    void sent(ClientEvent.Sent event) {
        if (attempts == 0) sent = event.at();
        attempts++;
        node = event.node();
        session = event.session().value();
        toldBehind.ifPresent(at -> pauses = pauses.plus(between(at, event.at())));
        toldBehind = Optional.empty();
    }

    void firstToken(ClientEvent.FirstToken event) {
        firstToken = Optional.of(event.since());
    }

    void acknowledged(ClientEvent.Acknowledged event) {
        answered = true;
        status = 200;
        attempts = Math.max(attempts, event.attempts());
        event.hash().ifPresent(value -> hash = Optional.of(value));
        stale = event.stale();
        missing = event.missing();
        total = Optional.of(event.total());
    }

    void failed(ClientEvent.Failed event) {
        status = event.status();
        refusals.add(event.code());
        if (event.code().equals(BEHIND) && !event.givesUp()) toldBehind = Optional.of(event.at());
    }

    void bytes(ClientEvent.TurnBytes event) {
        bytes = new TurnRow.Bytes(event.requestBytes(), event.responseBytes(), bytes.syncValue(), bytes.syncLink(), bytes.syncSetup());
    }

    void linkBytes(LabEvent.LinkBytes event) {
        bytes = new TurnRow.Bytes(bytes.request(), bytes.response(), bytes.syncValue(), bytes.syncLink() + event.bytes(), bytes.syncSetup() + event.setupBytes());
    }

    void arrived(String replica, String hashStart, Duration lag) {
        lagByRecord.computeIfAbsent(hashStart, start -> new TreeMap<>()).putIfAbsent(replica, lag);
    }

    void apply(TurnEvent event) {
        switch (event) {
            case TurnEvent.Waited seen -> waits.put(request(seen), seen.waited());
            case TurnEvent.PromptBuilt seen -> tokens = new TurnRow.Tokens(seen.contextTokens(), tokens.added(), seen.promptTokens(), tokens.answer(), tokens.cached());
            case TurnEvent.PrefillStarted seen -> queue = Optional.of(seen.queued());
            case TurnEvent.Prefilled seen -> {
                prefill = Optional.of(seen.took());
                tokens = new TurnRow.Tokens(tokens.context(), tokens.added(), tokens.prompt(), tokens.answer(), seen.cachedTokens());
            }
            case TurnEvent.Decoded seen -> {
                decode = Optional.of(seen.took());
                tokens = new TurnRow.Tokens(tokens.context(), tokens.added(), tokens.prompt(), seen.tokens(), tokens.cached());
            }
            case TurnEvent.Committed seen -> {
                commit = Optional.of(seen.took());
                hash = Optional.of(seen.hash());
                bytes = new TurnRow.Bytes(bytes.request(), bytes.response(), seen.bytes(), bytes.syncLink(), bytes.syncSetup());
            }
            case TurnEvent.Answered seen -> answeredBy(seen);
            case TurnEvent.Received seen -> {}
            case TurnEvent.Waiting seen -> {}
            case TurnEvent.Joined seen -> {}
            case TurnEvent.FirstToken seen -> {}
            case TurnEvent.Refused seen -> {}
            case TurnEvent.ClientGone seen -> {}
        }
    }

    private void answeredBy(TurnEvent.Answered seen) {
        waits.put(request(seen), seen.waited());
        queue = Optional.of(seen.queued());
        prefill = Optional.of(seen.prefill());
        decode = Optional.of(seen.decode());
        commit = Optional.of(seen.commit());
        tokens = new TurnRow.Tokens(seen.contextTokens(), seen.newTokens(), tokens.prompt(), tokens.answer(), tokens.cached());
    }

    private Optional<Duration> waited() {
        Duration sum = pauses;
        for (Duration wait : waits.values()) sum = sum.plus(wait);
        boolean known = total.isPresent() || prefill.isPresent() || !sum.isZero();
        return known ? Optional.of(sum) : Optional.empty();
    }

    /** Of a fork's records, the one that the client got counts; before it got any, all. */
    private Map<String, Duration> lag() {
        if (hash.isPresent()) return lagByRecord.getOrDefault(hash.get().toString().substring(0, 8), Map.of());
        var all = new TreeMap<String, Duration>();
        lagByRecord.values().forEach(all::putAll);
        return all;
    }

    private static String request(TurnEvent event) {
        return event.node() + " " + event.request();
    }

    private static Duration between(Instant from, Instant to) {
        return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    }
}
