package discedge.console.sessions.inspector;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The token that a person has picked out, for all parts of the inspector: its place in the session, from 0. */
final class ChosenToken {
    private final List<Runnable> listeners = new ArrayList<>();
    private OptionalInt index = OptionalInt.empty();

    OptionalInt index() {
        return index;
    }

    void choose(int now) {
        set(OptionalInt.of(now));
    }

    void clear() {
        set(OptionalInt.empty());
    }

    private void set(OptionalInt now) {
        if (now.equals(index)) return;
        index = now;
        List.copyOf(listeners).forEach(Runnable::run);
    }

    void onChange(Runnable listener) {
        listeners.add(listener);
    }
}
