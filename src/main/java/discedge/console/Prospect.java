package discedge.console;

import discedge.experiment.live.Controls.Site;
import discedge.experiment.live.LabPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a window before anything is made for it: enough for its outlines.
 *
 * @param plan of the lab; empty if there is none
 * @param open a file to look at
 * @param connect addresses of nodes of other processes that were named at the start
 * @param links addresses of their relays
 */
record Prospect(Remembered remembered, Optional<LabPlan> plan, Optional<Path> open, List<String> connect, List<String> links) {
    /** Reads the settings, and the lab they name. */
    static Prospect of(Console.Options options) {
        var remembered = new Remembered(options.folders());
        return new Prospect(remembered, plan(options, remembered), options.open(), options.connect(), options.links());
    }

    /** Whoever names nodes and no lab wants no lab. */
    private static Optional<LabPlan> plan(Console.Options options, Remembered remembered) {
        if (options.open().isPresent() || options.lab().isEmpty() && !options.connect().isEmpty()) return Optional.empty();
        return Optional.of(options.lab().or(remembered::lab).map(LabPlan::of).orElseGet(LabPlan::builtIn).withStores(options.stores()));
    }

    List<Site> sites() {
        return plan.map(LabPlan::sites).orElse(List.of());
    }
}
