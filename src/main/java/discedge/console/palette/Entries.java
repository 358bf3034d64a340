package discedge.console.palette;

import discedge.console.ConsoleContext;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.console.nodes.Removing;
import discedge.experiment.live.Controls;
import discedge.experiment.scenario.Fault;
import discedge.timeline.world.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be found: commands, nodes, sessions, and times that were typed. At most {@value #MOST}, however much there is. */
final class Entries {
    static final int MOST = 50;

    private final ConsoleContext console;

    Entries(ConsoleContext console) {
        this.console = console;
    }

    List<Entry> find(String text, Frame frame) {
        String[] words = text.strip().toLowerCase(Locale.ROOT).split("\\s+");
        var found = new ArrayList<Entry>();
        time(text.strip(), frame).ifPresent(found::add);
        Stream.concat(commands(), nodes()).filter(entry -> entry.matches(words)).sorted(Comparator.comparingInt(entry -> entry.rank(text))).limit(MOST - found.size()).forEach(found::add);
        if (!text.isBlank()) for (SessionState session : frame.world().sessions()) {
            if (found.size() >= MOST) break;
            Entry entry = session(session);
            if (entry.matches(words)) found.add(entry);
        }
        return found;
    }

    private Stream<Entry> commands() {
        // Nodes are found by their names, not by their digits.
        return console.commands().all().stream().filter(command -> !command.id().equals("palette") && !command.id().matches("roam\\.[1-9]"))
                .map(command -> new Entry(command.title(), command.key(), command.enabled().getAsBoolean(),
                        () -> console.commands().run(command.id())));
    }

    private Stream<Entry> nodes() {
        Optional<Controls> acting = console.model().acting();
        Optional<String> client = console.model().client();
        return console.model().run().sites().stream().flatMap(site -> {
            String name = site.label().equals(site.name()) ? site.name() : site.name() + " " + site.label();
            var roam = new Entry(Words.of("palette.roam", name), Words.of("palette.node"), acting.isPresent() && client.isPresent(),
                    () -> act(controls -> controls.roam(client.orElseThrow(), site.name())));
            // A node of another process is not ours to cut off or to end.
            if (acting.filter(controls -> controls.watched().isWatched(site.name())).isPresent())
                return Stream.of(roam, new Entry(Words.of("palette.remove", name), Words.of("palette.node"), true, () -> Removing.remove(console, site.name())));
            return Stream.of(roam,
                    new Entry(Words.of("palette.cut", name), Words.of("palette.node"), acting.isPresent(),
                            () -> act(controls -> controls.begin(new Fault.Kind.Cut(false), new Fault.Target.Node(site.name()), Duration.ofSeconds(30)))),
                    new Entry(Words.of("palette.kill", name), Words.of("palette.node"), acting.isPresent(),
                            () -> act(controls -> controls.begin(new Fault.Kind.Kill(), new Fault.Target.Node(site.name()), Duration.ZERO))),
                    new Entry(Words.of("palette.restart", name), Words.of("palette.node"), acting.isPresent(), () -> act(controls -> controls.restart(site.name()))));
        });
    }

    private void act(java.util.function.Consumer<Controls> what) {
        console.model().acting().ifPresent(controls -> {
            try {
                what.accept(controls);
            } catch (Controls.Refused refused) {
                console.notices().show("palette", refused.getMessage());
            }
        });
    }

    private Entry session(SessionState session) {
        return new Entry(Words.of("palette.follow", session.id().value()), session.who().user(), true, () -> console.model().follow(session.id()));
    }

    /** {@code 12:04:31}, of the day that is shown, or {@code -30s}: the cursor goes there. */
    private Optional<Entry> time(String text, Frame frame) {
        Optional<Instant> moment = Moments.of(text, frame.world().now());
        return moment.map(at -> new Entry(Words.of("palette.time", text), Words.of("palette.cursor"), true, () -> console.model().scrub(at)));
    }

}
