package discedge.simulation.check;

import discedge.event.NodeEvent;
import discedge.event.TurnEvent;
import discedge.session.TurnHash;
import java.util.Arrays;
import java.util.List;

/**
 * What the model is shown, judged at every PromptBuilt of a request that is not client-side. The branch is that of its
 * {@code base}, followed by Committed.before as far as it is known anywhere.
 * <ul>
 * <li>I1: no turn is shown twice; a turn of the branch that a client with {@code after} had acknowledged before is shown, or
 * its turn stands in {@code leftOut} or {@code missing}.
 * <li>I2: a {@code strong} request has no {@code missing}.
 * <li>I4: the context is the branch, in order, with nothing of another branch in it; a strong one has every turn shown or
 * left out. Where nothing is missing or left out, {@code contextDigest} is that of the base record's Committed (0 = not
 * known), and what is committed chains to {@code base}.
 * <li>I7: every hash in a context is a record of this session.
 * <li>I9: shown, left out and missing are the turns before this one, each once; an {@code available} request says of
 * every turn that it was not shown.
 * </ul>
 */
final class ContextRule implements Rule {
    private static final byte SHOWN = 1;
    private static final byte LEFT_OUT = 2;
    private static final byte MISSING = 3;

    private final Facts facts;
    private final Report report;
    private byte[] where = new byte[64];
    private RecordFact[] branch = new RecordFact[64];

    ContextRule(Facts facts, Report report) {
        this.facts = facts;
        this.report = report;
    }

    @Override
    public void on(NodeEvent event, int index) {
        if (event instanceof TurnEvent.PromptBuilt p) {
            RequestFact request = facts.request(index);
            if (request != null && request.received != null && !request.clientSide()) prompt(p, request, index);
        } else if (event instanceof TurnEvent.Committed c) {
            RequestFact request = facts.request(index);
            if (request != null && request.prompt != null && !request.prompt.base().equals(c.before()))
                report.add("I4", index, c.node() + " answered turn " + c.turn() + " over " + RecordFact.start(request.prompt.base())
                        + " but chains its record to " + RecordFact.start(c.before()));
        }
    }

    private void prompt(TurnEvent.PromptBuilt p, RequestFact request, int index) {
        int turns = p.turn() - 1;
        if (where.length <= turns) {
            where = new byte[2 * turns];
            branch = new RecordFact[2 * turns];
        }
        Arrays.fill(where, 0, turns + 1, (byte) 0);
        Arrays.fill(branch, 0, turns + 1, null);
        RecordFact base = turns > 0 ? facts.record(p.base()) : null;
        for (RecordFact r = base; r != null && r.turn >= 1 && r.turn <= turns && branch[r.turn] == null; r = r.parent) branch[r.turn] = r;
        if (base != null && base.turn != turns) Arrays.fill(branch, 0, turns + 1, null);

        boolean allKnown = shown(p, turns, index);
        said(p, p.leftOut(), LEFT_OUT, "left out", turns, index);
        said(p, p.missing(), MISSING, "missing", turns, index);
        if (allKnown) for (int turn = 1; turn <= turns; turn++) if (where[turn] == 0) absent(p, request, turn, index);
        if (request.strong() && !p.missing().isEmpty())
            report.add("I2", index, p.node() + " answers turn " + p.turn() + " as strong without turns " + p.missing());
        digest(p, base, index);
    }

    /** False if some hash is of a record that is not known: then what is absent is not known either. */
    private boolean shown(TurnEvent.PromptBuilt p, int turns, int index) {
        boolean allKnown = true;
        int last = 0;
        List<TurnHash> context = p.context();
        for (int i = 0; i < context.size(); i++) {
            RecordFact r = facts.record(context.get(i));
            if (r == null || !r.session.equals(p.session())) {
                allKnown = false;
                if (r != null || !facts.olderRecords)
                    report.add("I7", index, "the context of turn " + p.turn() + " at " + p.node() + " has "
                            + RecordFact.start(context.get(i))
                            + ", which " + (r == null ? "no node committed" : "is of another session"));
                continue;
            }
            if (r.turn > turns) {
                report.add("I4", index, "the context of turn " + p.turn() + " at " + p.node() + " has the later " + r);
                continue;
            }
            if (where[r.turn] == SHOWN) report.add("I1", index, "the context of turn " + p.turn() + " at " + p.node() + " has turn "
                    + r.turn + " twice");
            else if (r.turn < last) report.add("I4", index, "the context of turn " + p.turn() + " at " + p.node() + " is not in order at "
                    + r);
            where[r.turn] = SHOWN;
            last = r.turn;
            RecordFact expected = branch[r.turn];
            if (expected != null && expected != r) {
                report.add("I4", index, "the context of turn " + p.turn() + " at " + p.node() + " has " + r
                        + " of another branch in the place of " + expected);
                if (wasAcknowledged(expected, index)) absentAcknowledged(p, expected, index);
            }
        }
        return allKnown;
    }

    private void said(TurnEvent.PromptBuilt p, List<Integer> list, byte as, String word, int turns, int index) {
        for (int i = 0; i < list.size(); i++) {
            int turn = list.get(i);
            if (turn < 1 || turn > turns) report.add("I9", index, "turn " + p.turn() + " at " + p.node() + " says that turn " + turn
                    + " is " + word);
            else if (where[turn] != 0)
                report.add("I9", index, "turn " + p.turn() + " at " + p.node() + " says that turn " + turn + " is " + word
                        + (where[turn] == SHOWN ? ", and shows it" : ", and says something else of it too"));
            else where[turn] = as;
        }
    }

    private void absent(TurnEvent.PromptBuilt p, RequestFact request, int turn, int index) {
        RecordFact expected = branch[turn];
        if (expected != null && wasAcknowledged(expected, index)) absentAcknowledged(p, expected, index);
        report.add(request.available() ? "I9" : "I4", index, "turn " + p.turn() + " at " + p.node() + " is answered without turn " + turn
                + " and does not say so");
    }

    private void absentAcknowledged(TurnEvent.PromptBuilt p, RecordFact expected, int index) {
        report.add("I1", index, "turn " + p.turn() + " at " + p.node() + " is answered without the acknowledged " + expected
                + " and does not say so");
    }

    private static boolean wasAcknowledged(RecordFact record, int index) {
        return RequestFact.happenedBefore(record.acknowledgedAt, index);
    }

    private void digest(TurnEvent.PromptBuilt p, RecordFact base, int index) {
        if (base == null || base.committed == null || p.contextDigest() == 0 || !p.missing().isEmpty() || !p.leftOut().isEmpty()) return;
        TurnEvent.Committed c = base.committed;
        if (c.contextDigest() == 0 || !c.missing().isEmpty() || !c.leftOut().isEmpty() || c.contextDigest() == p.contextDigest()) return;
        report.add("I4", index, "the ids shown for turn " + p.turn() + " at " + p.node() + " are not those that " + base + " left");
    }
}
