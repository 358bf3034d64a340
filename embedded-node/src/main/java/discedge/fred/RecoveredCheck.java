package discedge.fred;

/** Refuses to go on with a memory that would break the numbering. */
final class RecoveredCheck {
    private RecoveredCheck() {}

    static void check(ReplicaSettings settings, Recovered recovered) {
        Origin own = settings.origin();
        recovered.opened().ifPresent(opened -> {
            require(opened.node().equals(own.node()), "this data is of node " + opened.node() + ", not " + own.node() + "; use another data folder");
            require(opened.keygroup().equals(settings.keygroup()),
                    "this data is of keygroup " + opened.keygroup() + ", not " + settings.keygroup() + "; use another data folder");
        });
        boolean continued = recovered.opened().filter(opened -> opened.epoch() == own.epoch()).isPresent();
        boolean known = recovered.held().containsKey(own) || recovered.items().stream().anyMatch(item -> item.origin().equals(own));
        require(continued || !known, "epoch " + own.epoch() + " was used before; a new one must be new");
        require(!continued || !recovered.needsNewEpoch(), "the newest writes may be missing in the log; start with a new epoch");
    }

    private static void require(boolean right, String otherwise) {
        if (!right) throw new IllegalArgumentException(otherwise);
    }
}
