package discedge.simulation.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects violations. */
final class Report {
    private final List<Violation> found = new ArrayList<>();

    void add(String invariant, int index, String sentence) {
        found.add(new Violation(invariant, sentence, index));
    }

    List<Violation> violations() {
        found.sort(Comparator.comparingInt(Violation::eventIndex));
        return List.copyOf(found);
    }
}
