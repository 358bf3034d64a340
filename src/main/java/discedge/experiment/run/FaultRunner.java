package discedge.experiment.run;

import discedge.experiment.scenario.Fault;
import discedge.experiment.scenario.Scenario;
import discedge.lab.Lab;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Puts a scenario's faults in place at their turn or time. */
final class FaultRunner implements AutoCloseable {
    private final Scenario scenario;
    private final LabFaults faults;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("faults").factory());

    FaultRunner(Scenario scenario, Lab lab, LabLinks links, PlaySink sink) {
        this.scenario = scenario;
        this.faults = new LabFaults(lab, links, sink, Scenario.CLIENT, timer);
    }

    /** The client is about to send this turn. */
    void turn(int number) {
        for (Fault fault : scenario.faults()) {
            switch (fault.at()) {
                case Fault.When.AtTurn(int turn) -> {
                    if (turn == number) begin(fault);
                }
                case Fault.When.After(Duration start) -> {
                    if (number == 1) timer.schedule(() -> begin(fault), start.toNanos(), TimeUnit.NANOSECONDS);
                }
            }
        }
    }

    private void begin(Fault fault) {
        faults.begin(faults.next(), fault.kind(), fault.target(), fault.lasts(), fault.say());
    }

    void healAll() {
        faults.healAll();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
