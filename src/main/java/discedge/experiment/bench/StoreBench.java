package discedge.experiment.bench;

import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import discedge.fred.kv.VectorClock;
import discedge.lab.store.StockFred;
import discedge.runtime.fred.FredClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * FReD's calls at the embedded replica, and at FReD itself where one is at hand: three members, 2 kB values, memory on both
 * sides, mTLS, the same keys in the same order, in turns. Every key is written once, as turn records are.
 */
public final class StoreBench {
    static final int CLIENTS = 16;
    static final int TURNS = 50;
    private static final String KEYGROUP = "bench";
    private static final String VALUE = "v".repeat(2_000);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private StoreBench() {}

    /** @param stock empty if there was none */
    record Result(StoreFigures embedded, Optional<StoreFigures> stock) {}

    /**
     * @param plan how much of it
     * @param fred to measure beside the embedded replica
     * @param say hears how far it is
     * @throws BenchmarkFailedException if a call is refused
     */
    static Result measure(StoreBenchPlan plan, Optional<StockFred> fred, Consumer<String> say) throws BenchmarkFailedException, InterruptedException, IOException {
        var sides = new ArrayList<Measured>();
        try {
            say.accept("Three embedded nodes …");
            sides.add(new Measured(plan, StoreSide.embedded()));
            if (fred.isPresent()) {
                say.accept("Three nodes of FReD …");
                sides.add(new Measured(plan, StoreSide.stock(fred.get())));
            }
            for (Measured side : sides) side.prepare();
            for (int round = 0; round < plan.cold() + plan.rounds(); round++) {
                if (round == 0) say.accept("Warming up …");
                if (round == plan.cold()) say.accept("Measuring …");
                for (Measured side : sides) side.round(round);
            }
            for (Measured side : sides) side.readAndScan();
            return new Result(sides.getFirst().figures(), sides.size() > 1 ? Optional.of(sides.getLast().figures()) : Optional.empty());
        } finally {
            sides.forEach(Measured::close);
        }
    }

    /** A side and what was measured on it. */
    private static final class Measured {
        private final StoreBenchPlan plan;
        private final StoreSide side;
        private final List<FredClient> clients = new ArrayList<>();
        private final List<Double> rates = new ArrayList<>();
        private final Samples updates = new Samples();
        private final Samples reads = new Samples();
        private final Samples scans = new Samples();

        Measured(StoreBenchPlan plan, StoreSide side) throws IOException {
            this.plan = plan;
            this.side = side;
            for (int i = 0; i < CLIENTS; i++) clients.add(new FredClient(side.address(), Optional.of(side.tls()), PATIENCE, PATIENCE));
        }

        void prepare() throws BenchmarkFailedException, InterruptedException {
            FredClient one = clients.getFirst();
            ask(one, new FredCall.CreateKeygroup(KEYGROUP, true, Duration.ZERO));
            for (String member : side.names().subList(1, side.names().size())) ask(one, new FredCall.AddReplica(KEYGROUP, member, Duration.ZERO));
            for (int turn = 0; turn <= TURNS; turn++) ask(one, new FredCall.Update(KEYGROUP, record(turn), VALUE, List.of(VectorClock.NONE)));
        }

        private static String record(int turn) {
            return "session" + "t%06d".formatted(turn);
        }

        void round(int round) throws BenchmarkFailedException, InterruptedException {
            var workers = new ArrayList<Worker>();
            for (int i = 0; i < CLIENTS; i++) workers.add(new Worker(clients.get(i), round, i, plan.updates()));
            long begin = System.nanoTime();
            var threads = workers.stream().map(worker -> Thread.ofVirtual().start(worker)).toList();
            for (Thread thread : threads) thread.join();
            double seconds = (System.nanoTime() - begin) / 1e9;
            for (Worker worker : workers) {
                if (worker.failed.isPresent()) throw new BenchmarkFailedException(side.kind() + ": " + worker.failed.get());
                if (round >= plan.cold()) for (long took : worker.took) updates.add(took);
            }
            if (round >= plan.cold()) rates.add(CLIENTS * plan.updates() / seconds);
        }

        void readAndScan() throws BenchmarkFailedException, InterruptedException {
            FredClient one = clients.getFirst();
            for (int i = 0; i < plan.warm() + plan.reads(); i++) {
                long begin = System.nanoTime();
                ask(one, new FredCall.Read(KEYGROUP, record(i % TURNS), List.of()));
                if (i >= plan.warm()) reads.add(System.nanoTime() - begin);
            }
            for (int i = 0; i < plan.warm() + plan.scans(); i++) {
                long begin = System.nanoTime();
                FredReply found = ask(one, new FredCall.Scan(KEYGROUP, record(0), TURNS + 1, false));
                if (i >= plan.warm()) scans.add(System.nanoTime() - begin);
                if (!(found instanceof FredReply.Items items) || items.items().size() != TURNS + 1) throw new BenchmarkFailedException(side.kind() + " did not find the session: " + found);
            }
        }

        StoreFigures figures() {
            double median = rates.stream().sorted().toList().get(rates.size() / 2);
            return new StoreFigures(side.kind(), median, rates, updates.spread(), reads.spread(), scans.spread());
        }

        void close() {
            clients.forEach(FredClient::close);
            side.close();
        }
    }

    /** One client's updates of a round, one after the other. */
    private static final class Worker implements Runnable {
        private final FredClient client;
        private final int round;
        private final int number;
        private final long[] took;
        private Optional<String> failed = Optional.empty();

        Worker(FredClient client, int round, int number, int updates) {
            this.took = new long[updates];
            this.client = client;
            this.round = round;
            this.number = number;
        }

        @Override
        public void run() {
            try {
                for (int i = 0; i < took.length; i++) {
                    long begin = System.nanoTime();
                    ask(client, new FredCall.Update(KEYGROUP, "client%02dr%02dn%06d".formatted(number, round, i), VALUE, List.of(VectorClock.NONE)));
                    took[i] = System.nanoTime() - begin;
                }
            } catch (BenchmarkFailedException e) {
                failed = Optional.of(e.getMessage());
            } catch (InterruptedException e) {
                failed = Optional.of("interrupted");
            }
        }
    }

    private static FredReply ask(FredClient client, FredCall call) throws BenchmarkFailedException, InterruptedException {
        var answer = new CompletableFuture<FredReply>();
        client.call("", call, answer::complete);
        try {
            FredReply reply = answer.get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return switch (reply) {
                case FredReply.Refusal refusal -> throw new BenchmarkFailedException("it refused " + call.getClass().getSimpleName() + ": " + refusal.message());
                case FredReply.TooLong(String why) -> throw new BenchmarkFailedException(why);
                case FredReply.NoAnswer(String why) -> throw new BenchmarkFailedException(why);
                case FredReply.Done _, FredReply.Items _, FredReply.Written _, FredReply.Info _, FredReply.Hosts _ -> reply;
            };
        } catch (ExecutionException | TimeoutException e) {
            throw new BenchmarkFailedException("no answer to " + call.getClass().getSimpleName());
        }
    }
}
