package discedge.console.operate.topology;

import discedge.console.kit.Theming;
import discedge.console.kit.Names;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.experiment.scenario.Fault;
import discedge.experiment.scenario.Scenario;
import discedge.session.SessionId;
import discedge.timeline.world.Ahead;
import discedge.timeline.world.CacheSlot;
import discedge.timeline.world.LinkKey;
import discedge.timeline.world.NodeState;
import discedge.timeline.world.LinkState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** What can be done to a node or a link. One menu, filled anew each time it opens. */
final class Menus {
    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final Duration MIDDLE = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration MORE = Duration.ofMillis(100);
    private static final Duration JITTER = Duration.ofMillis(50);
    private static final int WARM_MOST = 8;
    private static final List<Long> LIMITS = List.of(10_000L, 100_000L, 1_000_000L);

    private final ContextMenu menu = new ContextMenu();
    private final Theming theming;
    private final FaultActions faults;
    private final Doings doings;

    /** What a menu leads to that is not a fault. */
    interface Doings {
        void roam(String node);

        void pin(LinkKey half);

        void askToKill(NodeFacts node);

        void follow(String client);

        /** Asks a node of another process at once. */
        void retry(String node);

        /** Leads to where nodes of other processes are named and removed. */
        void manage();

        /** Watches it no more. */
        void remove(String node);

        void follow(SessionId session);

        /** Shows FReD as this node sees it. */
        void fred(String node);
    }

    Menus(Theming theming, FaultActions faults, Doings doings) {
        this.theming = theming;
        this.faults = faults;
        this.doings = doings;
        menu.setId("topology-menu");
    }

    void close() {
        menu.hide();
    }

    /** Under a node. The window owns it: a button may go while its menu is open, and menus take their owner's font. */
    private void open(Node by) {
        Bounds under = by.localToScreen(by.getLayoutBounds());
        open(by, under.getMinX(), under.getMaxY() + 4);
    }

    private void open(Node by, double screenX, double screenY) {
        menu.hide();
        theming.dress(menu);
        menu.show(by.getScene().getRoot(), screenX, screenY);
    }

    // ---- a link

    void link(Facts facts, LinkKey half, Node by) {
        fill(facts, half);
        open(by);
    }

    void link(Facts facts, LinkKey half, Node by, double screenX, double screenY) {
        fill(facts, half);
        open(by, screenX, screenY);
    }

    private void fill(Facts facts, LinkKey half) {
        String a = half.from();
        String b = half.to();
        var target = new Fault.Target.Between(a, b);
        Optional<LinkFacts> link = facts.link(half);
        Duration delay = link.flatMap(its -> LinkFacts.delay(its.direction(half))).orElse(Duration.ZERO);
        menu.getItems().setAll(replay());
        menu.getItems().addAll(item("link-figures", Words.of("topology.menu.figures", a, b), () -> doings.pin(half)), new SeparatorMenuItem());
        if (faults.acts() && !faults.canBreak(a, b)) {
            menu.getItems().add(note("link-real", Words.of("topology.menu.real")));
            return;
        }
        menu.getItems().addAll(
                fault("cut-10", Words.of("topology.menu.cut", a, b, seconds(SHORT)), new Fault.Kind.Cut(false), target, SHORT),
                fault("cut-30", Words.of("topology.menu.cut", a, b, seconds(MIDDLE)), new Fault.Kind.Cut(false), target, MIDDLE),
                fault("cut-open", Words.of("topology.menu.cut.open", a, b), new Fault.Kind.Cut(false), target, Duration.ZERO),
                fault("cut-silent", Words.of("topology.menu.cut.silent", a, b, seconds(MIDDLE)), new Fault.Kind.Cut(true), target, MIDDLE),
                new SeparatorMenuItem(),
                fault("delay", Words.of("topology.menu.delay", a, b, Units.time(MORE), seconds(LONG)), new Fault.Kind.Delay(delay.plus(MORE)), target, LONG),
                fault("jitter", Words.of("topology.menu.jitter", a, b, Units.time(JITTER), seconds(LONG)), new Fault.Kind.Jitter(JITTER), target, LONG),
                limits(a, b, target),
                new SeparatorMenuItem(),
                heal("heal-link", Words.of("topology.menu.heal", a, b), link));
    }

    private Menu limits(String a, String b, Fault.Target target) {
        var limits = new Menu(Words.of("topology.menu.bandwidth", a, b, seconds(LONG)));
        limits.setId("bandwidth");
        limits.setDisable(!faults.acts());
        for (long limit : LIMITS)
            limits.getItems().add(fault("bandwidth-" + limit, Words.of("topology.rate", Units.bytes(limit)), new Fault.Kind.Bandwidth(limit), target, LONG));
        return limits;
    }

    private MenuItem heal(String id, String text, Optional<LinkFacts> link) {
        MenuItem heal = item(id, text, () -> link.flatMap(LinkFacts::fault).ifPresent(faults::heal));
        heal.setDisable(!faults.acts() || link.flatMap(LinkFacts::fault).isEmpty());
        return heal;
    }

    // ---- a node

    /** @param by opens under it */
    void node(Facts facts, NodeFacts node, Node by) {
        String name = node.name();
        menu.getItems().setAll(replay());
        menu.getItems().addAll(
                acting("roam-here", Words.of("topology.menu.roam", name), !node.client() && !node.isDown() && facts.frame().client().isPresent(), () -> doings.roam(name)),
                new SeparatorMenuItem());
        if (node.isRemote()) elsewhere(node);
        else ours(facts, node);
        submenu(Words.of("topology.menu.links"), facts.links().stream().filter(link -> link.touches(name)).map(link -> half(facts, link, name)).toList());
        submenu(Words.of("topology.menu.warm"), warm(node));
        if (node.state().flatMap(NodeState::fred).isPresent()) menu.getItems().add(item("fred", Words.of("fred.menu"), () -> doings.fred(name)));
        submenu(Words.of("topology.menu.follow"), facts.others().getOrDefault(name, List.of()).stream()
                .map(client -> item("follow-" + client, ClientFacts.shortened(client), () -> doings.follow(client))).toList());
        open(by);
    }

    /** It runs in another process: nothing here starts, ends or cuts it off. */
    private void elsewhere(NodeFacts node) {
        String name = node.name();
        menu.getItems().addAll(
                acting("retry", Words.of("topology.menu.retry", name), node.isGone(), () -> doings.retry(name)),
                acting("manage", Words.of("topology.menu.manage", name), true, doings::manage),
                acting("remove", Words.of("topology.menu.remove", name), true, () -> doings.remove(name)));
    }

    private void ours(Facts facts, NodeFacts node) {
        String name = node.name();
        menu.getItems().add(node.isDown() ? acting("restart", Words.of("topology.menu.restart", name), true, () -> faults.restart(name))
                        : acting("kill", Words.of("topology.menu.kill", name), node.isUp(), () -> doings.askToKill(node)));
        if (node.cut().all()) menu.getItems().add(acting("heal-node", Words.of("topology.menu.node.heal", name), true, () -> healAround(facts, name)));
        else menu.getItems().addAll(
                fault("cut-node-30", Words.of("topology.menu.node.cut", name, seconds(MIDDLE)), new Fault.Kind.Cut(false), new Fault.Target.Node(name), MIDDLE),
                fault("cut-node-open", Words.of("topology.menu.node.cut.open", name), new Fault.Kind.Cut(false), new Fault.Target.Node(name), Duration.ZERO));
        if (facts.frame().client().filter(Scenario.CLIENT::equals).isPresent()) menu.getItems()
                .add(fault("cut-client", Words.of("topology.menu.client.cut", name, seconds(SHORT)), new Fault.Kind.Cut(false), new Fault.Target.ClientLink(name), SHORT));
    }

    /** What is known to be in its KV cache, and what it evaluates ahead now; the largest first, a few of them. */
    private List<MenuItem> warm(NodeFacts node) {
        NodeState state = node.state().orElse(null);
        if (state == null) return List.of();
        var items = new ArrayList<MenuItem>();
        for (Ahead under : state.warming()) items.add(warm(under.session(), Words.of("topology.menu.warming", Names.of(under.session()), Units.count(under.tokens()))));
        Stream.concat(state.ahead().values().stream().filter(ahead -> !ahead.running()).map(Ahead::session), state.slots().values().stream().map(CacheSlot::session)).distinct()
                .sorted(Comparator.comparingInt(state::warm).reversed()).limit(WARM_MOST)
                .forEach(session -> items.add(warm(session, Words.of(state.ahead().has(session) ? "topology.menu.warm.ahead" : "topology.menu.warm.one", Names.of(session), Units.count(state.warm(session))))));
        return items;
    }

    private MenuItem warm(SessionId session, String text) {
        return item("warm-" + session.value(), text, () -> doings.follow(session));
    }

    private MenuItem half(Facts facts, LinkFacts link, String from) {
        LinkKey half = link.key().from().equals(from) ? link.key() : link.key().back();
        return item("link-" + half.to(), LinkWords.dotted(facts.node(half.to()).map(NodeFacts::whole).orElse(half.to()), LinkWords.plate(link, facts.world())), () -> doings.pin(half));
    }

    private void healAround(Facts facts, String name) {
        facts.links().stream().filter(link -> link.touches(name)).flatMap(link -> link.fault().stream()).distinct().forEach(faults::heal);
    }

    private void submenu(String text, List<MenuItem> items) {
        if (items.isEmpty()) return;
        var sub = new Menu(text);
        sub.getItems().setAll(items);
        menu.getItems().add(sub);
    }

    // ---- items

    /** Says why nothing can be done now. */
    private List<MenuItem> replay() {
        if (faults.acts()) return List.of();
        return List.of(note("replay", Words.of("topology.menu.replay")), new SeparatorMenuItem());
    }

    private static MenuItem note(String id, String text) {
        MenuItem note = item(id, text, () -> {});
        note.setDisable(true);
        return note;
    }

    private MenuItem fault(String id, String text, Fault.Kind kind, Fault.Target target, Duration lasts) {
        return acting(id, text, true, () -> faults.begin(kind, target, lasts));
    }

    private MenuItem acting(String id, String text, boolean enabled, Runnable action) {
        MenuItem item = item(id, text, action);
        item.setDisable(!enabled || !faults.acts());
        return item;
    }

    private static MenuItem item(String id, String text, Runnable action) {
        var item = new MenuItem(text);
        item.setMnemonicParsing(false);
        item.setId(id);
        item.setOnAction(_ -> action.run());
        return item;
    }

    private static String seconds(Duration time) {
        return Words.of("topology.seconds", time.toSeconds());
    }
}
