package discedge.console.sessions;

import discedge.console.sessions.state.SessionLine;
import discedge.session.SessionId;
import java.util.Locale;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** A session's place in the table. Stays the same while its figures change, so that only cells which show it are asked to paint. */
final class SessionRow {
    private final SessionId id;
    /** Counts rows in the order they came, so that what is equal keeps its order. */
    private final int number;
    private final ReadOnlyObjectWrapper<SessionLine> line;
    private boolean running;
    private boolean behind;
    /** What the filter looks through; null until it is asked for. */
    private String words;
    /** In the arranged list; −1 if it is not in it. */
    private int place = -1;

    SessionRow(SessionLine first, int number) {
        this.id = first.session().id();
        this.number = number;
        this.line = new ReadOnlyObjectWrapper<>(first);
        note(first);
    }

    private void note(SessionLine now) {
        running = now.running();
        behind = now.behind() > 0;
        words = null;
    }

    void set(SessionLine now) {
        note(now);
        line.set(now);
    }

    SessionId id() {
        return id;
    }

    int number() {
        return number;
    }

    SessionLine line() {
        return line.get();
    }

    ReadOnlyObjectProperty<SessionLine> lineProperty() {
        return line.getReadOnlyProperty();
    }

    boolean is(Quick quick) {
        return switch (quick) {
            case RUNNING -> running;
            case BEHIND -> behind;
            case FORKED -> line().forked();
            case DELETED -> line().deleted();
        };
    }

    /** In lower case: id, user, client, mode, node, and what is the matter. */
    String words() {
        if (words == null) words = SessionFilter.words(this).toLowerCase(Locale.ROOT);
        return words;
    }

    int place() {
        return place;
    }

    void place(int now) {
        place = now;
    }
}
