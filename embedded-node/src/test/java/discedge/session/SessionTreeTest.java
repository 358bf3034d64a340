package discedge.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionTreeTest {
    private final TurnRecord one = Records.first("one", 1);
    private final TurnRecord two = Records.next(one, "two", 1);
    private final TurnRecord three = Records.next(two, "three", 1);

    @Test
    void theHeadIsTheEndOfTheLongestCompleteChain() {
        var tree = treeOf(one, two, three);
        assertEquals(3, tree.have());
        assertEquals(three, tree.head().orElseThrow());
        assertEquals(List.of(one, two, three), tree.log());
    }

    @Test
    void aRecordWithoutItsChainIsKeptButIsNotTheHead() {
        var tree = treeOf(one, three);
        assertEquals(1, tree.have());
        assertEquals(3, tree.newestTurn());
        assertEquals(List.of(2), tree.absent(tree.chain(3, List.of(three.hash()))));
        assertEquals(List.of(1, 2), tree.chain(3, List.of(three.hash())).missing(), "that turn 1 is on its chain is not known before turn 2 is here");
        assertTrue(tree.add(two).headMoved());
        assertEquals(3, tree.have());
    }

    @Test
    void ofTwoRecordsOfOneTurnTheHigherAttemptIsTheHeadUntilANextTurnSettlesIt() {
        TurnRecord retried = Records.next(one, "two again", 2);
        var tree = treeOf(one, two, retried);
        assertEquals(retried, tree.head().orElseThrow());
        tree.add(three);
        assertEquals(List.of(one, two, three), tree.log());
        assertFalse(tree.inLog(retried));
    }

    @Test
    void equalSetsOfRecordsGiveEqualHeadsInWhateverOrderTheyCame() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var all = new ArrayList<TurnRecord>(List.of(one));
        for (int i = 0; i < 40; i++) {
            TurnRecord before = all.get(random.nextInt(all.size()));
            all.add(Records.next(before, "p" + i, 1 + random.nextInt(3)));
        }
        List<TurnRecord> expected = treeOf(all.toArray(TurnRecord[]::new)).log();
        for (int round = 0; round < 50; round++) {
            Collections.shuffle(all, random);
            assertEquals(expected, treeOf(all.toArray(TurnRecord[]::new)).log(), "seed " + seed);
        }
    }

    @Test
    void theHashesAClientNamesKeepTheChainKnownAcrossAGap() {
        TurnRecord four = Records.next(three, "four", 1);
        var tree = treeOf(one, two);
        Chain chain = tree.chain(4, List.of(four.hash(), three.hash(), two.hash()));
        assertEquals(List.of(one, two), chain.records());
        assertEquals(List.of(3, 4), chain.missing());
        assertEquals(List.of(1, 2, 3, 4), tree.chain(4, List.of(four.hash())).missing(), "without the hashes nothing below the gap is known to be its chain");
    }

    @Test
    void aRecordTellsTheOrderOfTheHashesItsClientKnew() {
        TurnRecord four = Records.next(three, "four", 1, List.of(two.hash(), one.hash()));
        var tree = treeOf(one, two, four);
        Chain chain = tree.chain(4, List.of(four.hash()));
        assertEquals(List.of(one, two, four), chain.records());
        assertEquals(List.of(3), chain.missing());
    }

    @Test
    void aRecordThatClaimsToFollowOneOfAnotherTurnNeverCompletes() {
        TurnRecord four = Records.next(three, "four", 1);
        TurnRecord lying = RecordCodec.withHash(new TurnRecord(four.session(), 6, four.header(), four.content(), four.request(), four.requestId(), 1, "A",
                four.written(), three.hash(), List.of(), List.of(), List.of(), four.stop(), four.before()));
        var tree = treeOf(one, two, three, lying);
        assertEquals(three, tree.head().orElseThrow());
    }

    private static SessionTree treeOf(TurnRecord... records) {
        var tree = new SessionTree();
        for (TurnRecord record : records) tree.add(record);
        return tree;
    }
}
