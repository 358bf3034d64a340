package discedge.console.sessions;

import discedge.api.NodeService.SessionSummary;
import discedge.api.NodeService.SessionView;
import discedge.session.ContextMode;
import discedge.session.Message;
import discedge.session.RequestHash;
import discedge.session.Role;
import discedge.session.RoleSpan;
import discedge.session.SessionHeader;
import discedge.session.SessionId;
import discedge.session.StopReason;
import discedge.session.TurnContent;
import discedge.session.TurnHash;
import discedge.session.TurnRecord;
import discedge.session.WindowPolicy;
import discedge.timeline.RandomLog;
import discedge.tokens.Fingerprint;
import discedge.tokens.TokenSequence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a node holds of a session, with made-up ids. Turns have 100 ids each unless said: 30 of a prompt, 70 of an answer. */
public final class Held {
    private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");

    private Held() {}

    public static SessionView view(SessionId id, int turns, int each) {
        return view(id, turns, each, ContextMode.TOKENIZED);
    }

    public static SessionView raw(SessionId id, int turns) {
        return view(id, turns, 100, ContextMode.RAW);
    }

    /** @param ids that a turn added @param node that wrote it */
    public record Part(int ids, String node) {}

    /** Turns as a log has them. */
    public static SessionView view(SessionId id, String user, List<Part> turns) {
        var header = new SessionHeader(id, user, ContextMode.TOKENIZED, "m-f", Fingerprint.of(7), "chatml", WindowPolicy.DROP_OLDEST, Duration.ZERO);
        var log = new ArrayList<TurnRecord>();
        for (Part turn : turns) log.add(record(header, log.size() + 1, turn.ids(), ContextMode.TOKENIZED, turn.node()));
        int ids = turns.stream().mapToInt(Part::ids).sum();
        var summary = new SessionSummary(id, user, "tokenized", "m-f", turns.size(), turns.size(), Optional.of(hash(id, turns.size())), ids, 3 * ids, false, false, WRITTEN, Optional.empty());
        return new SessionView(summary, header, log, List.of());
    }

    private static SessionView view(SessionId id, int turns, int each, ContextMode mode) {
        var header = new SessionHeader(id, "u1", mode, "m-f", Fingerprint.of(7), "chatml", WindowPolicy.DROP_OLDEST, Duration.ZERO);
        var log = new ArrayList<TurnRecord>();
        for (int turn = 1; turn <= turns; turn++) log.add(record(header, turn, each, mode, turn < 4 ? "A" : "B"));
        var summary = new SessionSummary(id, "u1", mode.word(), "m-f", turns, turns, Optional.of(hash(id, turns)), turns * each, turns * 300, false, false, WRITTEN, Optional.empty());
        return new SessionView(summary, header, log, List.of());
    }

    private static TurnHash hash(SessionId id, int turn) {
        return RandomLog.hash(id, turn, 0);
    }

    private static TurnRecord record(SessionHeader header, int turn, int each, ContextMode mode, String node) {
        int prompt = each * 3 / 10;
        var spans = new ArrayList<RoleSpan>();
        int system = turn == 1 ? Math.min(12, prompt / 2) : 0;
        if (system > 0) spans.add(new RoleSpan(Role.SYSTEM, 3, system - 3));
        spans.add(new RoleSpan(Role.USER, system + 3, prompt - system - 3));
        spans.add(new RoleSpan(Role.ASSISTANT, prompt + 3, each - prompt - 4));
        var ids = new int[each];
        for (int i = 0; i < each; i++) ids[i] = (turn * 7919 + i * 104_729) % 100_000;
        TurnContent content = mode == ContextMode.RAW
                ? new TurnContent.Texts(spans, List.of(new Message(Role.USER, "What is SLAM, asked for the time number " + turn + "?"), new Message(Role.ASSISTANT, "It builds a map and finds itself on it.")), each)
                : new TurnContent.Ids(spans, TokenSequence.of(ids));
        return new TurnRecord(header.session(), turn, turn == 1 ? Optional.of(header) : Optional.empty(), content, RequestHash.ofBytes(new byte[16]), Optional.empty(), 1,
                node, WRITTEN.plusSeconds(turn), hash(header.session(), turn - 1), List.of(), List.of(), List.of(), StopReason.EOS, hash(header.session(), turn));
    }
}
