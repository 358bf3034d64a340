package discedge.simulation;

import discedge.event.NodeEvent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Changes to a history: each gives a new one. */
final class Edits {
    private Edits() {}

    /** A copy of a record with one component changed. */
    static <R> R with(R record, String component, Object value) {
        try {
            RecordComponent[] components = record.getClass().getRecordComponents();
            Object[] values = new Object[components.length];
            Class<?>[] types = new Class<?>[components.length];
            boolean found = false;
            for (int i = 0; i < components.length; i++) {
                boolean it = components[i].getName().equals(component);
                found |= it;
                var accessor = components[i].getAccessor();
                accessor.setAccessible(true);
                values[i] = it ? value : accessor.invoke(record);
                types[i] = components[i].getType();
            }
            if (!found) throw new IllegalArgumentException(record.getClass() + " has no " + component);
            @SuppressWarnings("unchecked")
            R changed = (R) record.getClass().getDeclaredConstructor(types).newInstance(values);
            return changed;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e instanceof InvocationTargetException i ? i.getCause() : e);
        }
    }

    /** The place of the only event of this kind that matches, or the last one. */
    static <E extends NodeEvent> int last(List<NodeEvent> history, Class<E> kind, Predicate<E> which) {
        for (int i = history.size() - 1; i >= 0; i--) if (kind.isInstance(history.get(i))
                && which.test(kind.cast(history.get(i)))) return i;
        throw new IllegalArgumentException("no such " + kind.getSimpleName());
    }

    static <E extends NodeEvent> List<NodeEvent> change(List<NodeEvent> history, Class<E> kind, Predicate<E> which, UnaryOperator<E> how) {
        var changed = new ArrayList<>(history);
        int at = last(history, kind, which);
        changed.set(at, how.apply(kind.cast(history.get(at))));
        return changed;
    }

    static <E extends NodeEvent> List<NodeEvent> drop(List<NodeEvent> history, Class<E> kind, Predicate<E> which) {
        return dropAt(history, last(history, kind, which));
    }

    static List<NodeEvent> dropAt(List<NodeEvent> history, int at) {
        var changed = new ArrayList<>(history);
        changed.remove(at);
        return changed;
    }

    static List<NodeEvent> insert(List<NodeEvent> history, int at, NodeEvent... events) {
        var changed = new ArrayList<>(history);
        changed.addAll(at, List.of(events));
        return changed;
    }

    static List<NodeEvent> append(List<NodeEvent> history, NodeEvent... events) {
        return insert(history, history.size(), events);
    }
}
