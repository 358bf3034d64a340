package discedge.fred.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** FReD's words are read in one place. They are its own: FReD's contract pins them on the real one. */
class FredReplyTest {
    @Test
    void what_is_not_there_is_told_from_what_may_not_be_seen() {
        for (String message : new String[] {"item I not found in keygroup K", "item does not exist so it cannot be deleted"})
            assertEquals(new FredReply.NotFound(message), FredReply.Refusal.of(message));
        String start = "error scanning keys for 64 items starting at I from keygroup K";
        assertEquals(new FredReply.NoStart(start), FredReply.Refusal.of(start));
        for (String message : new String[] {"error reading item I from keygroup K", "user U cannot read from keygroup K", "error updating item", "error deleting item", "no such node with nodeId=X", ""})
            assertEquals(new FredReply.Refused(message), FredReply.Refusal.of(message));
    }
}
