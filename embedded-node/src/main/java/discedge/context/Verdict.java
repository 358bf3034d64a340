package discedge.context;

import discedge.session.Chain;
import discedge.session.TurnRecord;

/** What {@link Admission} decides of a request. */
sealed interface Verdict {
    /** It was answered before: the same answer again. */
    record Replay(TurnRecord record) implements Verdict {}

    record Refuse(Refusal refusal) implements Verdict {}

    /** What it builds on is not all here. */
    record Behind(Chain chain) implements Verdict {}

    /** Answer it over this chain; its {@code missing} turns are what the answer will not have seen. */
    record Go(Chain chain) implements Verdict {}
}
