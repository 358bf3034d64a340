package discedge.simulation.check;

import discedge.event.ClientEvent;
import discedge.event.NodeEvent;
import discedge.session.TurnHash;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one client is told in one session, over its Sent, Acknowledged and Failed and the PromptBuilt of the records
 * acknowledged; only clients that send {@code after} with every turn but the first, only answers with a hash.
 * <ul>
 * <li>I1: an answer is of the branch that the client named: its record chains to the {@code after} of the request. Each turn
 * acknowledged before is shown to the record's prompt, left out, or stated missing.
 * <li>I2: if the request that generated the record was strong: shown or left out.
 * <li>I3: acknowledged turns rise, and each answer's chain goes through the one before it; the client does not leave that
 * chain by itself either. After {@code turn_taken}, {@code forked} or {@code session_unknown} it may go on from another record,
 * and is owed what it had acknowledged on that one's chain.
 * </ul>
 */
final class ClientRule implements Rule {
    private static final class Seen {
        final List<RecordFact> acknowledged = new ArrayList<>();
        ClientEvent.Sent sent;
        TurnHash lastHash;
        int lastTurn;
        boolean toldToReadOn;
    }

    private final Facts facts;
    private final Report report;
    private final Map<ClientFact, Seen> seen = new IdentityHashMap<>();

    ClientRule(Facts facts, Report report) {
        this.facts = facts;
        this.report = report;
    }

    /** Refusals after which a client reads what others wrote and goes on from there. */
    static boolean tellsToReadOn(String code) {
        return sendsElsewhere(code) || code.equals("forked");
    }

    static boolean sendsElsewhere(String code) {
        return code.equals("turn_taken") || code.equals("session_unknown");
    }

    @Override
    public void on(NodeEvent event, int index) {
        if (event instanceof ClientEvent.Sent e) {
            ClientFact client = facts.client(e, e.session());
            if (client.sendsAfter) sent(e, of(client), index);
        } else if (event instanceof ClientEvent.Acknowledged e) {
            ClientFact client = facts.client(e, e.session());
            if (client.sendsAfter && e.hash().isPresent()) acknowledged(e, e.hash().get(), of(client), index);
        } else if (event instanceof ClientEvent.Failed e && tellsToReadOn(e.code())) of(facts.client(e, e.session())).toldToReadOn = true;
    }

    private Seen of(ClientFact client) {
        return seen.computeIfAbsent(client, c -> new Seen());
    }

    private void sent(ClientEvent.Sent e, Seen client, int index) {
        client.sent = e;
        if (client.lastHash == null || e.turn() <= client.lastTurn || e.after().isEmpty()
                || e.after().get().equals(client.lastHash)) return;
        TurnHash after = e.after().get();
        if (!client.toldToReadOn)
            report.add("I3", index, e.client() + " goes on from " + RecordFact.start(after) + ", but the last answer it got is "
                    + RecordFact.start(client.lastHash));
        RecordFact tip = facts.record(after);
        client.acknowledged.removeIf(a -> tip == null || tip.ancestor(a.turn) != a);
        client.lastHash = after;
    }

    private void acknowledged(ClientEvent.Acknowledged e, TurnHash hash, Seen client, int index) {
        if (e.turn() == client.lastTurn && hash.equals(client.lastHash)) return;
        RecordFact record = facts.record(hash);
        if (e.turn() <= client.lastTurn) {
            if (!client.toldToReadOn) report.add("I3", index, e.client() + " gets turn " + e.turn() + " after it had turn "
                    + client.lastTurn);
            client.acknowledged.clear();
        } else if (record != null) {
            namedBranch(e, record, client, index);
            if (extendsLast(e, record, client, index)) sees(e, record, client, index);
        }
        if (record != null) client.acknowledged.add(record);
        client.lastHash = hash;
        client.lastTurn = e.turn();
        client.toldToReadOn = false;
    }

    private void namedBranch(ClientEvent.Acknowledged e, RecordFact record, Seen client, int index) {
        if (record.turn != e.turn()) report.add("I3", index, e.client() + " gets " + record + " as turn " + e.turn());
        ClientEvent.Sent sent = client.sent;
        if (sent == null || sent.turn() != e.turn() || sent.after().isEmpty() || record.before == null || e.turn() == 1) return;
        if (!sent.after().get().equals(record.before))
            report.add("I1", index, e.client() + " builds turn " + e.turn() + " on " + RecordFact.start(sent.after().get())
                    + " and gets a record of the branch of "
                    + RecordFact.start(record.before));
    }

    private boolean extendsLast(ClientEvent.Acknowledged e, RecordFact record, Seen client, int index) {
        if (client.acknowledged.isEmpty()) return true;
        RecordFact last = client.acknowledged.getLast();
        RecordFact there = record.ancestor(last.turn);
        if (there == null || there == last) return true;
        report.add("I3", index, e.client() + " had " + last + " and now gets " + record + ", whose chain goes through " + there);
        return false;
    }

    private void sees(ClientEvent.Acknowledged e, RecordFact record, Seen client, int index) {
        if (record.prompt() == null) return;
        boolean strong = record.request.strong();
        List<TurnHash> context = record.prompt().context();
        int at = 0;
        for (RecordFact mine : client.acknowledged) {
            while (at < context.size() && turnOf(context.get(at)) < mine.turn) at++;
            if (at < context.size() && context.get(at).equals(mine.hash) || record.prompt().leftOut().contains(mine.turn)) continue;
            boolean stated = record.prompt().missing().contains(mine.turn);
            if (strong) report.add("I2", index, e.client() + " gets " + record + " as strong, which has not seen its own " + mine);
            if (!stated) report.add("I1", index, e.client() + " gets " + record + ", which has not seen " + mine + " and does not say so");
        }
    }

    private int turnOf(TurnHash hash) {
        RecordFact record = facts.record(hash);
        return record == null ? 0 : record.turn;
    }
}
