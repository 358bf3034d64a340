package discedge.experiment.run;

import discedge.event.LabEvent;
import discedge.experiment.scenario.Fault;
import discedge.experiment.scenario.LinkShape;
import discedge.experiment.scenario.Scenario;
import discedge.lab.Lab;
import discedge.lab.link.Cut;
import discedge.lab.link.Link;
import discedge.lab.link.LinkProperties;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Puts a scenario's faults in place at their turn or time, and heals them when their time is over. */
final class FaultRunner implements AutoCloseable {
    private final Scenario scenario;
    private final Lab lab;
    private final PlaySink sink;
    private final String client;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("faults").factory());
    private final Map<Long, Fault> active = new LinkedHashMap<>();
    private long nextNumber = 1;

    FaultRunner(Scenario scenario, Lab lab, PlaySink sink, String client) {
        this.scenario = scenario;
        this.lab = lab;
        this.sink = sink;
        this.client = client;
    }

    /** The client is about to send this turn. */
    synchronized void turn(int number) {
        for (Fault fault : scenario.faults()) {
            switch (fault.at()) {
                case Fault.When.AtTurn(int turn) -> {
                    if (turn == number) begin(fault);
                }
                case Fault.When.After(var start) -> {
                    if (number == 1) later(start, () -> begin(fault));
                }
            }
        }
    }

    private synchronized void begin(Fault fault) {
        long number = nextNumber++;
        active.put(number, fault);
        sink.emit(new LabEvent.FaultBegan(lab.clock().instant(), "lab", number, fault.kind().word(), fault.target().word(), fault.lasts()));
        fault.say().ifPresent(text -> sink.emit(new LabEvent.Said(lab.clock().instant(), "lab", text)));
        apply(fault);
        if (fault.kind() instanceof Fault.Kind.Restart) heal(number, false);
        else if (!fault.lasts().isZero()) later(fault.lasts(), () -> heal(number, false));
    }

    private synchronized void heal(long number, boolean byHand) {
        Fault fault = active.remove(number);
        if (fault == null) return;
        switch (fault.kind()) {
            case Fault.Kind.Kill _, Fault.Kind.Restart _ -> restart(((Fault.Target.Node) fault.target()).name());
            case Fault.Kind.Cut _, Fault.Kind.Delay _, Fault.Kind.Jitter _, Fault.Kind.Bandwidth _ -> links(fault.target()).forEach(this::reshape);
        }
        sink.emit(new LabEvent.FaultEnded(lab.clock().instant(), "lab", number, fault.kind().word(), fault.target().word(), byHand));
    }

    synchronized void healAll() {
        for (long number : List.copyOf(active.keySet())) heal(number, true);
    }

    private void apply(Fault fault) {
        switch (fault.kind()) {
            case Fault.Kind.Kill _, Fault.Kind.Restart _ -> lab.kill(((Fault.Target.Node) fault.target()).name());
            case Fault.Kind.Cut _, Fault.Kind.Delay _, Fault.Kind.Jitter _, Fault.Kind.Bandwidth _ -> links(fault.target()).forEach(this::reshape);
        }
    }

    /** A link gets its own shape with every fault that is on it now. */
    private void reshape(Link link) {
        LinkProperties shape = LabPlayer.properties(own(link));
        for (Fault fault : active.values()) {
            if (fault.target() instanceof Fault.Target.Node && isAboutNode(fault) || !links(fault.target()).contains(link)) continue;
            shape = switch (fault.kind()) {
                case Fault.Kind.Cut(boolean silent) -> shape.withCut(silent ? Cut.SILENT : Cut.CLEAN);
                case Fault.Kind.Delay(Duration to) -> shape.withDelay(to);
                case Fault.Kind.Jitter(Duration to) -> shape.withJitter(to);
                case Fault.Kind.Bandwidth(long bytes) -> shape.withBytesPerSecond(bytes);
                case Fault.Kind.Kill _, Fault.Kind.Restart _ -> shape;
            };
        }
        link.set(shape);
        for (boolean forward : new boolean[] {true, false})
            sink.emit(new LabEvent.LinkSet(lab.clock().instant(), "lab", forward ? link.first() : link.second(), forward ? link.second() : link.first(),
                    shape.delay(), shape.jitter(), shape.bytesPerSecond(), shape.cut().name().toLowerCase(Locale.ROOT)));
    }

    private static boolean isAboutNode(Fault fault) {
        return fault.kind() instanceof Fault.Kind.Kill || fault.kind() instanceof Fault.Kind.Restart;
    }

    private LinkShape own(Link link) {
        if (link.first().equals(client)) return scenario.clientLink();
        return scenario.links().stream().filter(l -> link.equals(lab.link(l.a(), l.b()))).findFirst().map(Scenario.Link::shape)
                .orElse(LinkShape.DIRECT);
    }

    private List<Link> links(Fault.Target target) {
        return switch (target) {
            case Fault.Target.Between(var a, var b) -> List.of(lab.link(a, b));
            case Fault.Target.ClientLink(var node) -> List.of(lab.clientLink(client, node));
            case Fault.Target.Node(var name) -> {
                var all = new ArrayList<Link>();
                for (String other : lab.names()) if (!other.equals(name)) all.add(lab.link(name, other));
                yield all;
            }
        };
    }

    private void restart(String node) {
        try {
            lab.restart(node);
        } catch (IOException e) {
            sink.emit(new LabEvent.Said(lab.clock().instant(), "lab", "Node " + node + " could not start again: " + e.getMessage()));
        }
    }

    private void later(Duration delay, Runnable action) {
        timer.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
