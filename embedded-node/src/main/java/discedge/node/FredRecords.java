package discedge.node;

import java.util.List;

/**
 * What one FReD node holds of a session.
 *
 * @param member the FReD node
 * @param why it did not answer, in words; empty if it did
 * @param records by key, tombstones of FReD's own too
 */
public record FredRecords(String member, String why, List<Row> records) {
    public FredRecords {
        records = List.copyOf(records);
    }

    /**
     * @param key of the item
     * @param version what it has seen: FReD node and number of its writes, as in {@code A 1, B 2}
     */
    public record Row(String key, String version) {}
}
