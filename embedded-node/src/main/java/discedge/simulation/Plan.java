package discedge.simulation;

import java.util.random.RandomGenerator;

/**
 * What a seed decides of a history before it begins: how many nodes and of which kind, who the clients are, and how often
 * each fault strikes. Rates are per virtual second unless said otherwise.
 *
 * @param durable per node
 * @param skewMillis per node: how far its clock is off
 * @param turns how many turns each client wants
 * @param twoClients a second client joins the first one's session
 * @param sendsAfter clients name the hash they build on
 * @param availableShare of requests that ask for {@code available}
 * @param deletes the session is deleted at some time
 * @param raw the session stores texts
 * @param window of the model, in ids: a small one makes views leave turns out
 * @param cutRate, crashRate, dropConnectionRate, diskFullRate per virtual second
 * @param oneWayShare, loseDiskShare, tornShare, flipShare of the cuts or crashes
 * @param idleTtlMillis of sessions; zero = they never expire
 * @param hangUpShare of requests whose client hangs up before the answer
 */
record Plan(int nodes, boolean[] durable, long[] skewMillis, int turns, boolean twoClients, boolean sendsAfter, double availableShare,
            boolean deletes, boolean raw, int window, double cutRate, double oneWayShare, double crashRate, double loseDiskShare, double tornShare, double flipShare,
            double dropConnectionRate, double lostMessageShare, double duplicateShare, double diskFullRate, double retryElsewhereShare, double moveShare, double hangUpShare, long idleTtlMillis) {
    /** Clocks differ by less where sessions expire, and a turn takes less. */
    static final long EXPIRY_GRACE_MILLIS = 3_000;


    static Plan of(RandomGenerator random, int nodesWanted) {
        int nodes = nodesWanted > 0 ? nodesWanted : 2 + random.nextInt(3);
        boolean calm = random.nextInt(10) == 0;
        boolean[] durable = new boolean[nodes];
        long[] skew = new long[nodes];
        int kind = random.nextInt(4);
        for (int i = 0; i < nodes; i++) {
            durable[i] = kind < 2 || (kind == 2 && random.nextBoolean());
            skew[i] = random.nextInt(3) == 0 ? random.nextLong(-3_600_000, 3_600_001) : random.nextLong(-20, 21);
        }
        // Whether sessions expire is settled by clocks; those that are an hour off are for the others.
        long idleTtl = random.nextInt(6) == 0 ? 1_000 * random.nextLong(1, 5) : 0;
        if (idleTtl > 0) for (int i = 0; i < nodes; i++) skew[i] = Math.clamp(skew[i], -20, 20);
        return new Plan(nodes, durable, skew, 3 + random.nextInt(8), random.nextInt(4) == 0, random.nextInt(6) != 0,
                random.nextInt(3) == 0 ? 0.4 : 0, random.nextInt(4) == 0, random.nextInt(6) == 0, random.nextInt(3) == 0 ? 280 : 512,
                calm ? 0 : rate(random, 0.8), 0.4, calm ? 0 : rate(random, 0.4), random.nextInt(3) == 0 ? 0.3 : 0, 0.3, random.nextInt(4) == 0 ? 0.3 : 0,
                calm ? 0 : rate(random, 0.8), calm ? 0 : random.nextDouble() * 0.15, calm ? 0 : random.nextDouble() * 0.15, random.nextInt(4) == 0 ? 0.3 : 0,
                random.nextDouble(), 0.2 + 0.8 * random.nextDouble(), calm ? 0 : random.nextDouble() * 0.1, idleTtl);
    }

    private static double rate(RandomGenerator random, double most) {
        return random.nextInt(3) == 0 ? 0 : most * random.nextDouble();
    }
}
