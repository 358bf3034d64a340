package discedge.console.events;

import discedge.console.kit.Icons;
import discedge.console.kit.Names;
import discedge.console.kit.Showing;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.session.SessionId;
import discedge.timeline.marks.Marks;
import discedge.timeline.world.NodeState;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** What narrows the list: a chip for each group of events with how many there are, the alarms, the nodes, the followed session. */
final class EventFilters {
    private final Map<Marks.Group, ToggleButton> groups = new EnumMap<>(Marks.Group.class);
    private final ToggleButton alarms = chip("events-alarms");
    private final ToggleButton followed = chip("events-session");
    private final MenuButton nodes = new MenuButton();
    private final Runnable changed;
    private List<String> names = List.of();
    private Optional<SessionId> session = Optional.empty();

    EventFilters(FlowPane box, Runnable changed) {
        this.changed = changed;
        for (Marks.Group group : Marks.Group.values()) {
            var chip = chip("events-group-" + EventQuery.word(group));
            chip.setTooltip(new Tooltip(Words.of("events.group." + EventQuery.word(group) + ".help")));
            groups.put(group, chip);
            box.getChildren().add(chip);
        }
        alarms.setGraphic(Icons.of(BootstrapIcons.BELL_FILL));
        alarms.getStyleClass().add("alarms");
        alarms.setTooltip(new Tooltip(Words.of("events.alarms.help")));
        nodes.setId("events-nodes");
        nodes.getStyleClass().addAll("quick", "t-table");
        box.getChildren().addAll(alarms, nodes, followed);
    }

    private ToggleButton chip(String id) {
        var chip = new ToggleButton();
        chip.setId(id);
        chip.getStyleClass().addAll("quick", "t-table");
        chip.setMinWidth(Region.USE_PREF_SIZE);
        chip.setOnAction(_ -> changed());
        return chip;
    }

    private void changed() {
        changed.run();
    }

    /** @param text what is searched for */
    EventQuery query(String text) {
        Set<Marks.Group> wanted = EnumSet.noneOf(Marks.Group.class);
        groups.forEach((group, chip) -> {
            if (chip.isSelected()) wanted.add(group);
        });
        return new EventQuery(wanted, chosenNodes(), followed.isSelected() ? session : Optional.empty(), alarms.isSelected(), text);
    }

    private Set<String> chosenNodes() {
        var chosen = new TreeSet<String>();
        nodes.getItems().forEach(item -> {
            if (((CheckMenuItem) item).isSelected()) chosen.add((String) item.getUserData());
        });
        return chosen;
    }

    void clear() {
        groups.values().forEach(chip -> chip.setSelected(false));
        alarms.setSelected(false);
        followed.setSelected(false);
        nodes.getItems().forEach(item -> ((CheckMenuItem) item).setSelected(false));
    }

    /** @param marks of the whole log */
    void show(Frame frame, Marks marks) {
        groups.forEach((group, chip) -> Showing.text(chip, Words.of("events.chip", Words.of("events.group." + EventQuery.word(group)), Units.count(marks.count(group)))));
        ToggleButton watch = groups.get(Marks.Group.WATCH);
        Showing.seen(watch, marks.count(Marks.Group.WATCH) > 0);
        Showing.text(alarms, Words.of("events.chip", Words.of("events.alarms"), Units.count(marks.of(Marks.Kind.ALARM).size())));
        follow(frame);
        nodes(frame.world().nodes().stream().map(NodeState::name).toList());
        Set<String> chosen = chosenNodes();
        Showing.text(nodes, chosen.isEmpty() ? Words.of("events.nodes.all") : chosen.size() <= 3 ? String.join(", ", chosen) : Words.of("events.nodes.some", chosen.size()));
        Showing.style(nodes, "chosen", !chosen.isEmpty());
    }

    private void follow(Frame frame) {
        Showing.seen(followed, frame.session().isPresent());
        if (frame.session().equals(session)) return;
        session = frame.session();
        session.ifPresent(id -> Showing.text(followed, Words.of("events.session", Names.of(id))));
        if (followed.isSelected()) changed();
    }

    private void nodes(List<String> now) {
        if (now.equals(names)) return;
        Set<String> chosen = chosenNodes();
        names = now;
        nodes.getItems().setAll(now.stream().map(name -> {
            var item = new CheckMenuItem(name);
            item.setMnemonicParsing(false);
            item.setId("events-node-" + name);
            item.setUserData(name);
            item.setSelected(chosen.contains(name));
            item.setOnAction(_ -> changed());
            return item;
        }).toList());
    }
}
