package discedge.experiment.run;

import discedge.event.EventSink;
import discedge.event.LabEvent;
import discedge.experiment.scenario.Fault.Kind;
import discedge.experiment.scenario.Fault.Target;
import discedge.lab.Lab;
import discedge.lab.link.Cut;
import discedge.lab.link.Link;
import discedge.lab.link.LinkProperties;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Faults put in place in a lab, and healed: the same for a scenario and for a person's hand. Faults may overlap; a link has its
 * own shape with every fault that is on it, the later one first. Safe for many threads.
 */
public final class LabFaults {
    private final Lab lab;
    private final LabLinks links;
    private final EventSink sink;
    private final String client;
    private final ScheduledExecutorService timer;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Active> active = new LinkedHashMap<>();

    private record Active(Kind kind, Target target) {
        boolean downs(String node) {
            return kind instanceof Kind.Kill && target.equals(new Target.Node(node));
        }
    }

    /**
     * @param client whose links a {@link Target.ClientLink} means
     * @param timer heals what has lasted; stays the caller's
     */
    public LabFaults(Lab lab, LabLinks links, EventSink sink, String client, ScheduledExecutorService timer) {
        this.lab = lab;
        this.links = links;
        this.sink = sink;
        this.client = client;
        this.timer = timer;
    }

    /** A number for a fault that is to begin. */
    public long next() {
        return numbers.incrementAndGet();
    }

    /**
     * Puts it in place before this returns.
     *
     * @param number from {@link #next}
     * @param lasts then it heals by itself; zero = until it is healed
     * @param say a caption
     */
    public synchronized void begin(long number, Kind kind, Target target, Duration lasts, Optional<String> say) {
        var fault = new Active(kind, target);
        active.put(number, fault);
        sink.emit(new LabEvent.FaultBegan(lab.clock().instant(), "lab", number, kind.word(), target.word(), lasts));
        say.ifPresent(text -> sink.emit(new LabEvent.Said(lab.clock().instant(), "lab", text)));
        switch (kind) {
            case Kind.Kill _, Kind.Restart _ -> lab.kill(node(target));
            case Kind.Cut _, Kind.Delay _, Kind.Jitter _, Kind.Bandwidth _ -> links(target).forEach(this::reshape);
        }
        if (kind instanceof Kind.Restart) heal(number, false);
        else if (!lasts.isZero()) later(lasts, () -> heal(number, false));
    }

    /** Ends a fault before this returns; one that has ended is none. @param byHand not by its own time */
    public synchronized void heal(long number, boolean byHand) {
        Active fault = active.remove(number);
        if (fault == null) return;
        switch (fault.kind()) {
            case Kind.Kill _, Kind.Restart _ -> start(node(fault.target()));
            case Kind.Cut _, Kind.Delay _, Kind.Jitter _, Kind.Bandwidth _ -> links(fault.target()).forEach(this::reshape);
        }
        sink.emit(new LabEvent.FaultEnded(lab.clock().instant(), "lab", number, fault.kind().word(), fault.target().word(), byHand));
    }

    public synchronized void healAll() {
        for (long number : List.copyOf(active.keySet())) heal(number, true);
    }

    /** Starts a node that is down: heals whatever holds it down. */
    public synchronized void restart(String node) {
        for (var fault : Map.copyOf(active).entrySet()) if (fault.getValue().downs(node)) heal(fault.getKey(), true);
        start(node);
    }

    /** A link gets its own shape with every fault that is on it now. */
    private void reshape(Link link) {
        LinkProperties shape = links.own(link);
        for (Active fault : active.values()) {
            shape = switch (fault.kind()) {
                case Kind.Kill _, Kind.Restart _ -> shape;
                case Kind other when !links(fault.target()).contains(link) -> shape;
                case Kind.Cut(boolean silent) -> shape.withCut(silent ? Cut.SILENT : Cut.CLEAN);
                case Kind.Delay(Duration to) -> shape.withDelay(to);
                case Kind.Jitter(Duration to) -> shape.withJitter(to);
                case Kind.Bandwidth(long bytes) -> shape.withBytesPerSecond(bytes);
            };
        }
        links.set(link, shape);
    }

    private List<Link> links(Target target) {
        return switch (target) {
            case Target.Between(var a, var b) -> List.of(lab.link(a, b));
            case Target.ClientLink(var node) -> List.of(lab.clientLink(client, node));
            case Target.Node(var name) -> lab.linksOf(name);
        };
    }

    private static String node(Target target) {
        return ((Target.Node) target).name();
    }

    private void start(String node) {
        if (active.values().stream().anyMatch(fault -> fault.downs(node))) return;
        try {
            lab.restart(node);
        } catch (IOException e) {
            sink.emit(new LabEvent.Said(lab.clock().instant(), "lab", "Node " + node + " could not start again: " + e.getMessage()));
        }
    }

    private void later(Duration delay, Runnable action) {
        try {
            timer.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The lab is closing: nothing is left to be healed.
        }
    }
}
