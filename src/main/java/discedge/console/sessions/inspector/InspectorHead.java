package discedge.console.sessions.inspector;

import discedge.console.kit.Names;
import discedge.console.kit.SoftBreaks;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.sessions.parts.ReplicaStrip;
import discedge.console.sessions.state.SessionLine;
import java.util.ArrayList;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;

/** Whose session it is, how full its window is, and how its replicas stand: {@code s-41c · u1 · tokenized · 1,284 of 2,048 tokens (63 %, full in ≈ 5 turns)}. */
final class InspectorHead {
    private final Label id;
    private final Label user;
    private final Label mode;
    private final Label tokens;
    private final ReplicaStrip replicas;
    private final Tooltip wholeId = new Tooltip();
    private final Tooltip wholeUser = new Tooltip();

    InspectorHead(Label id, Label user, Label mode, Label tokens, ReplicaStrip replicas) {
        this.id = id;
        this.user = user;
        this.mode = mode;
        this.tokens = tokens;
        this.replicas = replicas;
        SoftBreaks.wrap(wholeUser);
        wholeUser.setMaxWidth(420);
        id.setTooltip(wholeId);
        user.setTooltip(wholeUser);
    }

    void show(SessionLine line) {
        var session = line.session();
        set(id, Names.of(session.id()));
        if (!session.id().value().equals(wholeId.getText())) wholeId.setText(session.id().value());
        String name = session.who().user().isEmpty() ? Words.of("sessions.nobody") : session.who().user();
        set(user, name);
        if (!name.equals(wholeUser.getText())) wholeUser.setText(name);
        set(mode, session.who().mode().isEmpty() ? Words.of("sessions.mode.unknown") : session.who().mode());
        set(tokens, tokens(line));
        replicas.show(line.replicas());
    }

    private static String tokens(SessionLine line) {
        if (line.deleted()) return Words.of("sessions.head.deleted");
        if (line.session().expired()) return Words.of("sessions.head.expired");
        if (line.tokens().isEmpty()) return Words.of("sessions.head.none");
        String count = Units.count(line.tokens().getAsInt());
        if (line.window().isEmpty()) return Words.of("sessions.head.tokens", count);
        var more = new ArrayList<String>();
        more.add(Units.percent(line.window().get() * 100));
        if (line.session().flags().windowFull() || line.window().get() >= 1) more.add(Words.of("sessions.head.full"));
        else line.turnsToFull().ifPresent(turns -> more.add(turns == 0 ? Words.of("sessions.head.full-next")
                : Words.of(turns == 1 ? "sessions.head.full-in-one" : "sessions.head.full-in", Units.count(turns))));
        return Words.of("sessions.head.window", count, Units.count(line.windowTokens().getAsInt()), String.join(", ", more));
    }

    private static void set(Label label, String text) {
        if (!text.equals(label.getText())) label.setText(text);
    }
}
