package discedge.console.shell;

import discedge.console.ConsoleContext;
import discedge.console.engines.EngineBadge;
import discedge.console.engines.EngineCommands;
import discedge.console.files.FileCommands;
import discedge.console.files.ModeBadge;
import discedge.console.kit.Command;
import discedge.console.kit.Icons;
import discedge.console.kit.Showing;
import discedge.console.kit.SoftBreaks;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.experiment.live.Controls;
import discedge.experiment.live.Controls.Demonstration;
import discedge.timeline.world.Caption;
import java.time.Duration;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** Whether this is now, what the figures are of, the demonstration's caption, and the way to everything else. */
final class TopBar {
    /** A caption stands so long. */
    private static final Duration CAPTION = Duration.ofSeconds(8);

    private final ConsoleContext console;
    private final Label mode;
    private final Label source;
    private final Label engine;
    private final Button back;
    private final Label caption;
    private final Button search;
    private final Node searchWords;
    private final Node searchIcon = Icons.of(BootstrapIcons.SEARCH);
    private final Tooltip searchTip = new Tooltip();
    private final Button demonstration;
    private final DemonstrationNotice notice;
    private final Tooltip about = new Tooltip();

    TopBar(ConsoleContext console, Label mode, Label source, Label engine, Button back, Label caption, Button search, Button demonstration, Button menu) {
        this.console = console;
        this.mode = mode;
        this.source = source;
        this.engine = engine;
        this.back = back;
        this.caption = caption;
        this.search = search;
        this.searchWords = search.getGraphic();
        this.demonstration = demonstration;
        SoftBreaks.wrap(caption);
        this.notice = new DemonstrationNotice(console);
        mode.setId("mode");
        mode.setGraphic(Icons.of(BootstrapIcons.CIRCLE_FILL));
        search.setId("search");
        engine.setId("engine");
        engine.setTooltip(about);
        engine.setOnMouseClicked(_ -> engines(engine));
        engine.setMinWidth(Label.USE_PREF_SIZE);
        demonstration.setId("demonstration");
        menu.setId("menu");
        menu.setGraphic(Icons.of(BootstrapIcons.THREE_DOTS_VERTICAL));
        console.commands().add(Command.of("demonstration", "Shortcut+D", () -> playing() != Demonstration.NONE, this::toggle));
        console.commands().bind(demonstration, "demonstration");
        back.setId("back");
        back.setGraphic(Icons.of(BootstrapIcons.ARROW_LEFT));
        back.setMinWidth(Button.USE_PREF_SIZE);
        console.commands().bind(back, "back-to-lab");
        menu.setOnAction(_ -> open(menu));
        search.setOnAction(_ -> console.commands().run("palette"));
    }

    /** The search is an icon where its words would take the room of the caption. */
    void narrow(boolean now) {
        Node face = now ? searchIcon : searchWords;
        if (search.getGraphic() == face) return;
        search.setGraphic(face);
        searchTip.setText(Words.of("shell.search") + "  " + console.commands().get("palette").key());
        search.setTooltip(now ? searchTip : null);
    }

    private void open(Button menu) {
        var items = new ContextMenu();
        for (String id : FileCommands.IDS) items.getItems().add(console.commands().item(id));
        items.getItems().add(items.getItems().size() - 1, new SeparatorMenuItem());
        items.getItems().add(new SeparatorMenuItem());
        for (String id : EngineCommands.IDS) if (console.commands().get(id).enabled().getAsBoolean()) items.getItems().add(console.commands().item(id));
        items.getItems().addAll(console.commands().item("theme"), console.commands().item("settings"),
                new SeparatorMenuItem(), console.commands().item("shortcuts"), console.commands().item("about"));
        items.show(menu, Side.BOTTOM, 0, 0);
    }

    /** Whatever another LLM can be had. */
    private void engines(Label badge) {
        var items = new ContextMenu();
        for (String id : EngineCommands.IDS) if (console.commands().get(id).enabled().getAsBoolean()) items.getItems().add(console.commands().item(id));
        if (!items.getItems().isEmpty()) items.show(badge, Side.BOTTOM, 0, 4);
    }

    private Demonstration playing() {
        return console.model().acting().map(Controls::demonstration).orElse(Demonstration.NONE);
    }

    private void toggle() {
        console.model().acting().ifPresent(controls -> {
            if (controls.demonstration() == Demonstration.PLAYING) controls.pauseDemonstration();
            else controls.resumeDemonstration();
        });
        console.frames().wake();
    }

    void show(Frame frame) {
        ModeBadge.show(mode, console, frame);
        source.setText(console.model().run().file().isPresent() ? Words.of("shell.file") : Words.of("shell.source." + frame.world().kind()));
        EngineBadge badge = EngineBadge.of(frame.world(), console.model().run());
        engine.setText(badge.text());
        engine.setVisible(!badge.text().isEmpty());
        engine.setManaged(!badge.text().isEmpty());
        Showing.style(engine, "simulated", badge.simulated());
        String detail = EngineBadge.detail(frame.world());
        if (!detail.equals(about.getText())) about.setText(detail);
        back.setVisible(console.files().isAway());
        back.setManaged(console.files().isAway());
        Demonstration demo = playing();
        demonstration.setVisible(demo != Demonstration.NONE);
        demonstration.setManaged(demo != Demonstration.NONE);
        demonstration.setText(Words.of(demo == Demonstration.PLAYING ? "shell.demonstration.pause" : "shell.demonstration.resume"));
        caption.setText(caption(frame));
        notice.show();
    }

    private static String caption(Frame frame) {
        var captions = frame.world().captions();
        if (captions.isEmpty()) return "";
        Caption last = captions.getLast();
        return Duration.between(last.time(), frame.world().now()).compareTo(CAPTION) < 0 ? last.text() : "";
    }
}
