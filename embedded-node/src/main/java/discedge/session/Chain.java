package discedge.session;

import java.util.List;

/**
 * What is here of the turns up to some hash.
 *
 * @param turn the chain's last turn
 * @param records the records that are here and known to be on the chain, ascending
 * @param missing the turns up to {@code turn} that are not, ascending
 */
public record Chain(int turn, List<TurnRecord> records, List<Integer> missing) {
    public Chain {
        records = List.copyOf(records);
        missing = List.copyOf(missing);
    }

    public boolean complete() {
        return missing.isEmpty();
    }
}
