package discedge.experiment.bench;

/**
 * How much {@code bench store} measures.
 *
 * @param cold rounds that do not count: both sides are cold, and the JVM compiles what is called often
 * @param rounds that count
 * @param updates of each client in a round
 * @param warm reads and scans that do not count
 * @param reads that count
 * @param scans that count
 */
record StoreBenchPlan(int cold, int rounds, int updates, int warm, int reads, int scans) {
    static final StoreBenchPlan FULL = new StoreBenchPlan(8, 7, 120, 100, 400, 300);
}
