package discedge.simulation;

/** The real core under a seeded clock, network and disk. */
public final class Simulation {
    private Simulation() {}

    /**
     * One seed's whole history, judged.
     *
     * @param nodes 0 = the seed chooses
     */
    public static HistoryResult history(long seed, int nodes, CoreFactory cores) {
        return new World(seed, nodes, cores).play();
    }
}
