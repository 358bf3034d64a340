package discedge.node;

import discedge.api.CannotListenException;
import discedge.api.HttpApi;
import discedge.api.NodeService;
import discedge.context.AnswerSink;
import discedge.context.ProtocolSettings;
import discedge.context.Refusal;
import discedge.context.RefusalCode;
import discedge.context.SessionLook;
import discedge.context.SessionPage;
import discedge.context.Standing;
import discedge.context.TurnProtocol;
import discedge.context.TurnRequest;
import discedge.engine.EngineInfo;
import discedge.engine.LlmEngine;
import discedge.engine.cache.CachedSession;
import discedge.event.EventReader;
import discedge.event.EventSink;
import discedge.event.EventSpan;
import discedge.event.LifeEvent;
import discedge.event.ReplicaEvent;
import discedge.fred.store.FredStore;
import discedge.fred.store.SessionItems;
import discedge.metrics.NodeMetrics;
import discedge.runtime.DurableLog;
import discedge.runtime.EventLog;
import discedge.runtime.NodeClock;
import discedge.runtime.PeerLinks;
import discedge.runtime.Wakeups;
import discedge.session.SessionId;
import discedge.session.TurnRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/** A whole edge node: context manager, engine, store replica and HTTP API, running. */
public final class EdgeNode implements NodeService, AutoCloseable {
    /** How long running turns may take to finish once the node is closed. */
    public static final Duration DRAIN = Duration.ofSeconds(20);
    private static final Duration DELETE_PATIENCE = Duration.ofSeconds(5);

    private final NodeSettings settings;
    private final LlmEngine engine;
    private final Instant started;
    private final NodeClock clock = new NodeClock();
    private final EventLog events;
    private final NodeMetrics metrics = new NodeMetrics();
    private final FredSaid said = new FredSaid();
    private final EventSink sink;
    private final Wakeups wakeups;
    private final EngineRunner runner;
    private final Optional<DurableLog> log;
    private final CoreDriver core;
    private final Optional<PeerLinks> links;
    private final RecordsHome records;
    private final Optional<FredHome> home;
    private final HttpApi http;
    private volatile boolean stopping;
    private Optional<FredServing> fred = Optional.empty();
    private boolean ended;

    /**
     * Starts a node; it serves when this returns.
     *
     * @param engine used by this node alone; closed with it
     * @param also hears every event beside the node's own log
     * @param random makes epochs, session ids and the spread of redials
     * @throws IOException if a port or the data folder cannot be had; the message says what to do
     */
    public static EdgeNode start(NodeSettings settings, LlmEngine engine, EventSink also, RandomGenerator random) throws IOException {
        return start(settings, engine, also, random, settings.data().isPresent() ? Optional.of(DurableLog.open(settings.data().get())) : Optional.empty());
    }

    /** @param log opened for this node; closed with it, also when it does not start */
    static EdgeNode start(NodeSettings settings, LlmEngine engine, EventSink also, RandomGenerator random, Optional<DurableLog> log) throws IOException {
        try {
            return new EdgeNode(settings, engine, also, random, log);
        } catch (IOException | RuntimeException e) {
            if (log.isPresent()) log.get().close();
            throw e;
        }
    }

    private EdgeNode(NodeSettings settings, LlmEngine engine, EventSink also, RandomGenerator random, Optional<DurableLog> log) throws IOException {
        this.settings = settings;
        this.engine = engine;
        this.log = log;
        this.started = clock.instant();
        this.events = new EventLog(Long.toString(started.toEpochMilli(), Character.MAX_RADIX));
        this.sink = event -> {
            events.emit(event);
            metrics.emit(event);
            said.emit(event);
            also.emit(event);
        };
        EngineInfo info = engine.info();
        StoredLog stored = StoredLog.open(log, settings.id(), RecordsHome.ofReplica(settings, keygroup()), random::nextLong);
        var base = ProtocolSettings.of(settings.id(), info, engine.template());
        var protocol = new ProtocolSettings(base.node(), base.engine(), base.template(), settings.mode(), settings.windowPolicy(), base.deleteTimeout(), settings.expiryGrace(), settings.prewarm());
        this.wakeups = new Wakeups("wakeups " + settings.id(), clock);
        this.runner = new EngineRunner(engine);
        this.records = new RecordsHome(settings, keygroup());
        this.home = records.elsewhere();
        var turns = new TurnProtocol(protocol, () -> SessionId.ofBits(random.nextLong(), random.nextLong()));
        this.core = new CoreDriver(clock, sink, runner, wakeups, log, hands -> records.core(turns, stored, log.isPresent(), info, hands));
        this.links = home.isPresent() ? Optional.empty() : Optional.of(listen(random));
        this.http = new HttpApi(this, settings.httpHost(), settings.httpPort(), settings.limits());
        try {
            http.start();
            if (log.isPresent()) log.get().start(1, core);
        } catch (CannotListenException | IOException e) {
            core.kill();
            http.kill();
            links.ifPresent(PeerLinks::kill);
            home.ifPresent(FredHome::kill);
            wakeups.close();
            throw e instanceof IOException io ? io : new IOException(e.getMessage(), e);
        }
        if (log.isPresent()) {
            sink.emit(new ReplicaEvent.Recovered(clock.instant(), settings.id(), stored.recovered().items().size(), stored.recovered().damagedPlaces(),
                    stored.recovered().tornTail(), stored.origin().epoch()));
        }
        sink.emit(new LifeEvent.Started(clock.instant(), settings.id(), Version.text(), info.engine(), info.model(), info.fingerprint().value(), info.profile(),
                info.simulated(), info.window(), log.isPresent(), http.port(), replicaPort(), home.map(fred -> List.of(fred.address())).orElse(settings.peers())));
        home.ifPresent(fred -> fred.driver(core));
        core.start(new CoreDriver.Outward(links, home.map(FredHome::calls)));
        links.ifPresent(own -> settings.peers().forEach(own::addPeer));
    }

    private PeerLinks listen(RandomGenerator random) throws IOException {
        try {
            return PeerLinks.open(settings.replicaHost(), settings.replicaPort(), core, random);
        } catch (IOException e) {
            wakeups.close();
            throw e;
        }
    }

    /** The keygroup of the engine's model: its name without what FReD forbids, and the tokenizer's fingerprint. */
    private String keygroup() {
        return engine.info().model().replaceAll("[^a-zA-Z0-9]", "") + engine.info().fingerprint();
    }

    public int httpPort() {
        return http.port();
    }

    /** 0 if its records are in a FReD elsewhere. */
    public int replicaPort() {
        return links.map(PeerLinks::port).orElse(0);
    }

    public String id() {
        return settings.id();
    }

    /**
     * Serves FReD's client interface beside the node's own.
     *
     * @return the port
     * @throws IOException if the port or the certificates cannot be used; the node goes on without
     */
    public synchronized int serveFred(FredSettings wanted) throws IOException {
        if (fred.isPresent()) throw new IllegalStateException("FReD is served already");
        if (home.isPresent()) throw new IOException("This node keeps its records in FReD at " + home.get().address() + ", where FReD's clients are served.");
        var serving = FredServing.start(wanted, core);
        fred = Optional.of(serving);
        return serving.port();
    }

    // ---- ending

    /** As {@link #close(Duration)} with {@link #DRAIN}. */
    @Override
    public void close() {
        close(DRAIN);
    }

    /** Takes no new requests, lets those under way finish, writes and sends what is to be kept, and closes. @param drain how long requests may take */
    public void close(Duration drain) {
        if (!end()) return;
        stopping = true;
        sink.emit(new LifeEvent.Stopping(clock.instant(), settings.id(), core.requestsUnderWay()));
        try {
            core.drainRequests(drain);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        fred.ifPresent(FredServing::close);
        http.close();
        runner.kill();
        links.ifPresent(PeerLinks::close);
        home.ifPresent(fred -> fred.close(core.query(c -> (FredStore) c.store())));
        sink.emit(new LifeEvent.Stopped(clock.instant(), settings.id()));
        events.close();
        core.kill();
        wakeups.close();
        engine.close();
        log.ifPresent(EdgeNode::closeQuietly);
    }

    /** Dies as a process does: at once, nothing flushed, nothing sent. */
    public void kill() {
        if (!end()) return;
        core.kill();
        fred.ifPresent(FredServing::close);
        runner.kill();
        links.ifPresent(PeerLinks::kill);
        home.ifPresent(FredHome::kill);
        http.kill();
        wakeups.close();
        log.ifPresent(l -> {
            try {
                l.kill();
            } catch (IOException e) {
                System.getLogger("discedge").log(System.Logger.Level.WARNING, "the log of a killed node could not be closed: " + e.getMessage());
            }
        });
        sink.emit(new LifeEvent.Killed(clock.instant(), settings.id()));
        events.close();
        engine.close();
    }

    private synchronized boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    private static void closeQuietly(DurableLog log) {
        try {
            log.close();
        } catch (IOException e) {
            System.getLogger("discedge").log(System.Logger.Level.ERROR, "the log could not be closed: " + e.getMessage());
        }
    }

    // ---- what the API asks

    @Override
    public TurnHandle turn(TurnRequest request, AnswerSink answer) {
        long id = core.request(request, answer);
        return () -> core.input((c, now) -> c.clientGone(id, now));
    }

    @Override
    public boolean stopTurn(SessionId session, int turn) {
        return core.stop(session, turn);
    }

    @Override
    public Optional<Refusal> delete(SessionId session) throws InterruptedException {
        try {
            return core.delete(session).get(DELETE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return Optional.of(Refusal.of(RefusalCode.DELETE_UNCONFIRMED, "the deletion was not confirmed in time; ask again to be sure"));
        }
    }

    @Override
    public SummaryPage sessions(String text, int offset, int limit) {
        SessionPage page = core.query(c -> c.protocol().sessions(text, offset, limit));
        return new SummaryPage(page.looks().stream().map(EdgeNode::summary).toList(), page.total());
    }

    /** All of them, the one written to last first. */
    public List<SessionSummary> sessions() {
        return sessions("", 0, Integer.MAX_VALUE).sessions();
    }

    @Override
    public Optional<SessionView> session(SessionId session) {
        return core.query(c -> c.protocol().look(session)).flatMap(look -> look.header()
                .map(header -> new SessionView(summary(look), header, look.log(), look.branches())));
    }

    @Override
    public CompletableFuture<SessionItems.Answer> fredItems(SessionId session) {
        var answer = new CompletableFuture<SessionItems.Answer>();
        records.look(core, session, answer::complete);
        return answer;
    }

    private static SessionSummary summary(SessionLook look) {
        return new SessionSummary(look.session(), look.header().map(h -> h.owner()).orElse(""), look.header().map(h -> h.mode().word()).orElse(""),
                look.header().map(h -> h.model()).orElse(""), look.log().size(), look.newestTurn(),
                look.log().isEmpty() ? Optional.empty() : Optional.of(look.log().getLast()).map(TurnRecord::hash), look.tokens(), (int) look.bytes(),
                look.forked(), look.deleted(), look.lastWrite(), look.expires());
    }

    @Override
    public NodeView node() {
        EngineInfo info = engine.info();
        List<CachedSession> cached = engine.cached();
        return core.query(c -> {
            long own = c.records().ownNumber();
            List<PeerView> peers = c.records().peers().stream().map(p -> new PeerView(p.name().orElse(""), p.address().orElse(""), p.linked(), p.heard(),
                    p.durable(), Math.max(0, own - p.heldOfOwn()), p.roundTrip(), Optional.empty(), p.linked() ? "" : "not linked")).toList();
            return new NodeView(settings.id(), Version.text(), info.engine(), info.model(), info.fingerprint().value(), info.profile(), info.simulated(),
                    info.vocabulary(), info.window(), keygroup(), store(c.protocol().standing()), started, clock.instant(), httpPort(), replicaPort(),
                    c.protocol().running(), stopping, events.span(), peers, cached, said.standing(),
                    List.of("modes:tokenized,raw,client-side", "consistency:strong,available", "window:reject,drop-oldest", "stream:sse", "http:1.1,h2c"));
        });
    }

    /** Why nothing can be stored at the moment, in words; empty if all is well. */
    public Optional<String> storeTrouble() {
        return core.query(c -> c.store().trouble());
    }

    private StoreView store(Standing standing) {
        return new StoreView(records.inFred() ? "fred" : log.isPresent() ? "durable" : "memory", standing.sessions(), standing.bytes(), standing.oldest());
    }

    @Override
    public void metrics(OutputStream out) throws IOException {
        var now = core.query(c -> new NodeMetrics.Standing(c.protocol().standing().sessions(), c.protocol().running(), Duration.between(started, clock.instant()),
                c.protocol().standing().bytes()));
        metrics.write(now, out);
    }

    @Override
    public LlmEngine engine() {
        return engine;
    }

    @Override
    public Subscription events(long after, EventReader subscriber) {
        return events.follow(after, subscriber, () -> { })::close;
    }

    @Override
    public EventSpan eventSpan() {
        return events.span();
    }
}
