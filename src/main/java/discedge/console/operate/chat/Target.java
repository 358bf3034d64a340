package discedge.console.operate.chat;

import discedge.console.ConsoleContext;
import discedge.console.kit.Showing;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.context.Consistency;
import discedge.experiment.live.Controls;
import discedge.experiment.live.Controls.Site;
import discedge.session.ContextMode;
import discedge.session.SessionId;
import discedge.timeline.world.ClientState;
import discedge.timeline.world.SessionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** {@code u1 → A Berlin · tokenized · strong}: who asks whom and how, and the menu in which that is changed. */
final class Target {
    /** More nodes than digit keys are chosen on the map. */
    private static final int LISTED = 9;

    private final ConsoleContext console;
    private final MenuButton button;
    private final Consumer<Consumer<Controls>> act;
    private final Label who = new Label();
    private final Label node = new Label();
    private final Label how = new Label();
    private ContextMode newMode = ContextMode.TOKENIZED;
    private Optional<Consistency> chosen = Optional.empty();
    private Optional<SessionId> session = Optional.empty();
    private Frame frame;

    /** @param act does something with the controls and says why if it is refused */
    Target(ConsoleContext console, MenuButton button, Consumer<Consumer<Controls>> act) {
        this.console = console;
        this.button = button;
        this.act = act;
        var arrow = new Label("→");
        who.setMinWidth(16);
        node.setMinWidth(16);
        how.setMinWidth(Region.USE_PREF_SIZE);
        arrow.setMinWidth(Region.USE_PREF_SIZE);
        for (Label label : List.of(who, arrow, node, how)) label.getStyleClass().add("t-table");
        node.getStyleClass().add("semibold");
        for (Label label : List.of(who, arrow, how)) label.getStyleClass().add("muted");
        var line = new HBox(who, arrow, node, how);
        line.getStyleClass().add("target-line");
        line.setAlignment(Pos.CENTER_LEFT);
        button.setGraphic(line);
        button.setOnShowing(_ -> button.getItems().setAll(items()));
        // A menu button without items does not open.
        button.getItems().setAll(new MenuItem(""));
    }

    void show(Frame now, NodeNames names) {
        frame = now;
        if (!now.session().equals(session)) chosen = Optional.empty();
        session = now.session();
        String user = now.followed().map(SessionState::who).map(SessionState.Who::user).filter(name -> !name.isEmpty()).or(now::client).orElse(Words.of("chat.client"));
        String at = now.followedClient().map(ClientState::node).or(() -> now.followed().map(SessionState::node)).filter(name -> !name.isEmpty()).map(names::whole)
                .orElse(Words.of("chat.nearest"));
        Showing.text(who, user);
        Showing.text(node, at);
        Showing.text(how, Words.of("chat.how", mode().word(), consistency().word()));
        button.setAccessibleText(Words.of("chat.target", user, at, mode().word(), consistency().word()));
    }

    /** The session's own; before its first turn what it will be. */
    private ContextMode mode() {
        return frame.followed().map(its -> its.who().mode()).filter(word -> !word.isEmpty()).map(ContextMode::ofWord).orElse(newMode);
    }

    Consistency consistency() {
        return chosen.or(() -> frame.followed().map(its -> its.who().consistency()).filter(word -> !word.isEmpty()).map(Consistency::ofWord)).orElse(Consistency.STRONG);
    }

    /** Of the next chat. */
    ContextMode newMode() {
        return newMode;
    }

    private List<MenuItem> items() {
        var items = new ArrayList<MenuItem>();
        nodes(items);
        items.add(heading("chat.menu.consistency"));
        var consistencies = new ToggleGroup();
        for (Consistency each : Consistency.values())
            items.add(choice(consistencies, "consistency-" + each.word(), Words.of("chat.menu.consistency." + each.word()), each == consistency(), () -> choose(each)));
        items.add(new SeparatorMenuItem());
        items.add(heading("chat.menu.mode"));
        var modes = new ToggleGroup();
        for (ContextMode each : ContextMode.values())
            items.add(choice(modes, "mode-" + each.word(), Words.of("chat.menu.mode." + each.word()), each == newMode, () -> choose(each)));
        return items;
    }

    private void nodes(List<MenuItem> items) {
        List<Site> sites = console.model().run().sites();
        String at = frame.followedClient().map(ClientState::node).orElse("");
        if (sites.size() > LISTED) {
            if (console.commands().all().stream().noneMatch(command -> command.id().equals("roam"))) return;
            items.add(console.commands().item("roam"));
        } else {
            items.add(heading("chat.menu.node"));
            var nodes = new ToggleGroup();
            var names = NodeNames.of(console.model().run());
            for (Site site : sites)
                items.add(choice(nodes, "node-" + site.name(), names.whole(site.name()), site.name().equals(at), () -> frame.client().ifPresent(client -> act.accept(controls -> controls.roam(client, site.name())))));
        }
        items.add(new SeparatorMenuItem());
    }

    private void choose(Consistency consistency) {
        frame.client().ifPresent(client -> act.accept(controls -> {
            controls.consistency(client, consistency);
            chosen = Optional.of(consistency);
        }));
        console.frames().wake();
    }

    /** A chat that has not begun takes it on at once. */
    private void choose(ContextMode mode) {
        newMode = mode;
        boolean begun = frame.followed().filter(its -> its.turn() > 0).isPresent();
        if (!begun) frame.client().ifPresent(client -> act.accept(controls -> controls.newSession(client, mode, consistency())));
        console.frames().wake();
    }

    private static MenuItem heading(String key) {
        var heading = new MenuItem(Words.of(key));
        heading.getStyleClass().add("menu-heading");
        heading.setDisable(true);
        return heading;
    }

    private static MenuItem choice(ToggleGroup group, String id, String text, boolean selected, Runnable action) {
        var item = new RadioMenuItem(text);
        item.setMnemonicParsing(false);
        item.setId(id);
        item.setToggleGroup(group);
        item.setSelected(selected);
        item.setOnAction(_ -> action.run());
        return item;
    }
}
