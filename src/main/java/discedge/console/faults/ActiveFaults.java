package discedge.console.faults;

import discedge.console.kit.Icons;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.timeline.world.FaultState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What is broken now: how long still, and what heals it. */
final class ActiveFaults {
    /** More are told in one line: Heal everything is for those. */
    private static final int MOST = 12;

    private final VBox box;
    private final LongConsumer heal;
    private final List<Row> rows = new ArrayList<>();
    private List<FaultState> shown = List.of();
    private boolean acts;

    private record Row(FaultState fault, Label left, Button heal) {}

    ActiveFaults(VBox box, LongConsumer heal) {
        this.box = box;
        this.heal = heal;
    }

    /** @return there is none */
    boolean show(Frame frame) {
        List<FaultState> now = frame.world().activeFaults();
        if (!now.equals(shown) || acts != frame.acts()) fill(now, frame);
        for (Row row : rows) {
            String left = row.fault.remaining(frame.world().now()).map(Units::clock).orElse(Words.of("faults.lasts"));
            if (!row.left.getText().equals(left)) row.left.setText(left);
        }
        return now.isEmpty();
    }

    private void fill(List<FaultState> now, Frame frame) {
        shown = now;
        acts = frame.acts();
        rows.clear();
        box.getChildren().clear();
        now.stream().skip(Math.max(0, now.size() - MOST)).forEach(fault -> add(fault, frame));
        if (now.isEmpty()) box.getChildren().add(note(Words.of("faults.none")));
        if (now.size() > MOST) box.getChildren().addFirst(note(Words.of("faults.more", now.size() - MOST)));
    }

    private static Label note(String text) {
        var note = new Label(text);
        note.getStyleClass().addAll("t-table", "subtle");
        return note;
    }

    private void add(FaultState fault, Frame frame) {
        String target = FaultWords.target(fault.kind(), fault.target(), name -> frame.world().node(name).isPresent());
        var icon = Icons.of(kind(fault).icon());
        icon.getStyleClass().add("fault-" + kind(fault).word());
        var what = new Label(Words.of("faults.active", FaultWords.kind(fault.kind()), target), icon);
        what.getStyleClass().add("t-table");
        what.setMaxWidth(Double.MAX_VALUE);
        what.setMinWidth(0);
        what.setTooltip(new Tooltip(Words.of("faults.since", what.getText(), Units.timeOfDay(fault.began()))));
        HBox.setHgrow(what, Priority.ALWAYS);
        var left = new Label("");
        left.getStyleClass().addAll("mono", "t-table", "fault-left");
        left.setMinWidth(HBox.USE_PREF_SIZE);
        var button = new Button(Words.of(FaultWords.isAboutNode(fault.kind()) ? "faults.start" : "faults.heal"));
        button.setId("fault-heal-" + fault.number());
        button.setAccessibleText(Words.of("faults.heal.named", what.getText()));
        button.getStyleClass().addAll("small", "t-label");
        button.setMinWidth(HBox.USE_PREF_SIZE);
        button.setDisable(!frame.acts());
        button.setOnAction(_ -> heal.accept(fault.number()));
        var row = new HBox(what, left, button);
        row.getStyleClass().add("fault-row");
        rows.add(new Row(fault, left, button));
        box.getChildren().add(row);
    }

    private static What kind(FaultState fault) {
        return fault.kind().equals("silent-cut") ? What.CUT : What.valueOf(fault.kind().toUpperCase(Locale.ROOT));
    }
}
