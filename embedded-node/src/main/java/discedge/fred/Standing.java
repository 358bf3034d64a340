package discedge.fred;

/**
 * How safely an item is kept, as far as this node knows.
 *
 * @param here it is kept here
 * @param durableHere it is here and this node is durable
 * @param heldByDurablePeer a peer that is durable has said that it holds it
 * @param heldByPeer a peer has said that it holds it
 * @param allMembersKnownNotDurable this node and every configured peer has been heard of, and none is durable
 * @param alone no peer is configured, and none was ever linked
 */
public record Standing(boolean here, boolean durableHere, boolean heldByDurablePeer, boolean heldByPeer,
                       boolean allMembersKnownNotDurable, boolean alone) {
    /** The rule for an acknowledged deletion (docs/protocol.md, "Deleted"): durable somewhere or, where no member is durable, at two nodes, or one if alone. */
    public boolean safe() {
        if (durableHere || heldByDurablePeer) return true;
        return here && allMembersKnownNotDurable && (heldByPeer || alone);
    }
}
