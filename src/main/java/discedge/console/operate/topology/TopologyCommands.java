package discedge.console.operate.topology;

import discedge.console.ConsoleContext;
import discedge.console.kit.Command;
import discedge.experiment.live.Controls.Site;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What the keys do while the topology is in sight. */
final class TopologyCommands {
    private static final int DIGITS = 9;

    private TopologyCommands() {}

    /** @param inSight the topology is on the screen that is shown @param opens the list of where to roam */
    static void put(ConsoleContext console, BooleanSupplier inSight, Roaming roaming, FaultActions faults, Runnable opens) {
        for (int digit = 1; digit <= DIGITS; digit++) {
            int number = digit;
            console.commands().put(Command.of("roam." + digit, Integer.toString(digit), () -> inSight.getAsBoolean() && roaming.acts() && number <= sites(console).size(),
                    () -> roaming.go(sites(console).get(number - 1).name())));
        }
        console.commands().put(Command.of("roam", "R", () -> inSight.getAsBoolean() && roaming.acts(), opens));
        console.commands().put(Command.of("heal-last", "Shortcut+Z", () -> faults.acts() && !faults.active().isEmpty(), faults::healLast));
    }

    private static List<Site> sites(ConsoleContext console) {
        return console.model().run().sites();
    }
}
