package discedge.console.sessions.inspector;

import discedge.console.kit.SoftBreaks;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.sessions.parts.Cells;
import discedge.experiment.live.Controls;
import discedge.timeline.world.NodeState;
import discedge.timeline.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A session's records as the nodes' FReD holds them, with FReD's versions: asked of it while live, else what the log says. */
final class FredRecordsPart {
    private final Supplier<Optional<Controls>> controls;
    private final FredAsking asking;
    private final Label words = new Label();
    private final Label none = new Label();
    private final TableView<FredRow> table = new TableView<>();
    private final VBox root = new VBox(words, table);

    FredRecordsPart(Supplier<Optional<Controls>> controls, Runnable news) {
        this.controls = controls;
        asking = new FredAsking(news);
        words.setId("sessions-fred-words");
        words.getStyleClass().add("sessions-words");
        SoftBreaks.wrap(words);
        words.setMinHeight(Region.USE_PREF_SIZE);
        table.setId("sessions-fred-records");
        table.getStyleClass().add("sessions-table");
        table.setPlaceholder(none);
        VBox.setVgrow(table, Priority.ALWAYS);
        column("turn", 56, true, FredRow::turnText);
        column("key", 150, true, FredRow::key);
        column("node", 72, false, FredRow::node);
        column("member", 110, false, FredRow::member);
        column("version", 180, false, FredRow::version);
        column("origin", 90, false, FredRow::origin);
        column("bytes", 80, true, FredRow::bytes);
        column("note", 90, false, FredRow::note);
        Cells.fill(table, table.getColumns().getLast(), 80);
    }

    private void column(String name, double width, boolean figures, Function<FredRow, String> text) {
        var column = Cells.<FredRow, FredRow>column("fred-" + name, Words.of("fred.records." + name), width, figures, ReadOnlyObjectWrapper::new, text);
        column.setSortable(false);
        table.getColumns().add(column);
    }

    Node root() {
        return root;
    }

    /** Some node's records are in FReD. */
    static boolean isIn(World world) {
        return world.nodes().stream().anyMatch(node -> node.fred().isPresent());
    }

    void forget() {
        asking.stop();
        table.getItems().clear();
    }

    void show(Inspected now) {
        World world = now.frame().world();
        List<String> nodes = world.nodes().stream().filter(node -> node.fred().isPresent()).map(NodeState::name).sorted().toList();
        Optional<Controls> live = now.frame().live() ? controls.get() : Optional.empty();
        live.ifPresent(its -> asking.want(its, nodes, now.session()));
        List<FredRow> rows = live.isPresent() ? FredRow.of(world, asking.said()) : FredRow.of(world, now.session(), nodes);
        if (!rows.equals(table.getItems())) table.getItems().setAll(rows);
        boolean waits = live.isPresent() && asking.said().isEmpty();
        set(none, Words.of(waits ? "fred.records.asking" : "fred.records.none"));
        set(words, waits ? Words.of("fred.records.asking") : (live.isPresent() ? "" : Words.of("fred.records.replay")) + sentences(rows, nodes, live.isPresent()));
    }

    private String sentences(List<FredRow> rows, List<String> nodes, boolean live) {
        var sentences = new ArrayList<String>();
        var read = new ArrayList<String>();
        var failed = new ArrayList<String>();
        for (String node : nodes) {
            Optional<String> why = live ? Optional.ofNullable(asking.said().get(node)).flatMap(FredAsking.Said::why) : Optional.empty();
            if (why.isPresent()) failed.add(Words.of("fred.records.failed", node, why.get(), asking.retryIn()));
            else read.add(node);
        }
        if (!read.isEmpty()) sentences.add(String.join(", ", read.stream().map(node -> Words.of("fred.records.here", node, items(rows.stream().filter(row -> row.node().equals(node)).toList()))).toList()) + ".");
        if (read.size() > 1 && !rows.isEmpty()) sentences.add(compared(rows, read));
        sentences.addAll(failed);
        return String.join(" ", sentences);
    }

    /** Whether the nodes that could be read hold the same keys with the same versions. */
    private static String compared(List<FredRow> rows, List<String> nodes) {
        Map<String, Map<String, Set<String>>> byKey = new HashMap<>();
        for (FredRow row : rows) byKey.computeIfAbsent(row.key(), _ -> new HashMap<>()).computeIfAbsent(row.node(), _ -> new HashSet<>()).add(row.version());
        long differ = byKey.values().stream().filter(its -> its.size() < nodes.size() || Set.copyOf(its.values()).size() > 1).count();
        if (differ == 0) return Words.of("fred.records.same");
        return Words.of("fred.records.differ", differ == 1 ? Words.of("fred.records.keys.one") : Words.of("fred.records.keys", Units.count(differ)));
    }

    /** Siblings are one record, and what was deleted is none. */
    private static String items(List<FredRow> rows) {
        Map<String, Long> versions = rows.stream().filter(row -> !row.deleted()).collect(Collectors.groupingBy(FredRow::key, Collectors.counting()));
        String records = versions.size() == 1 ? Words.of("fred.records.items.one") : Words.of("fred.records.items", Units.count(versions.size()));
        long several = versions.values().stream().filter(count -> count > 1).count();
        return several == 0 ? records : Words.of("fred.records.several", records, Units.count(several));
    }

    private static void set(Label label, String text) {
        if (!text.equals(label.getText())) label.setText(text);
    }
}
