package discedge.console;

import discedge.experiment.live.Controls.Site;
import discedge.experiment.live.LabPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a window before anything is made for it: enough for its outlines.
 *
 * @param plan of the lab; empty if a file is opened
 */
record Prospect(Remembered remembered, Optional<LabPlan> plan, Optional<Path> open) {
    /** Reads the settings, and the lab they name. */
    static Prospect of(Console.Options options) {
        var remembered = new Remembered(options.folders());
        Optional<LabPlan> plan = options.open().isPresent() ? Optional.empty()
                : Optional.of(options.lab().or(remembered::lab).map(LabPlan::of).orElseGet(LabPlan::builtIn));
        return new Prospect(remembered, plan, options.open());
    }

    List<Site> sites() {
        return plan.map(LabPlan::sites).orElse(List.of());
    }
}
