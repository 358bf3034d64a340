package discedge.console.fred;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.timeline.world.FredState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A node's FReD in words, at a moment: all of it is what the node's events said until then. */
public final class FredFacts {
    private FredFacts() {}

    /**
     * One fact.
     *
     * @param id of its label
     * @param bad something should be done about it
     */
    public record Line(String id, String name, String value, boolean bad) {}

    /** {@code FReD}, {@code FReD out · 3 s}, {@code FReD trigger lost}: for a card. */
    public static String mark(FredState fred, Instant now) {
        if (fred.trouble().isEmpty()) return Words.of("fred.mark");
        return fred.nextTry(now).map(left -> Words.of("fred.mark.out", seconds(left))).orElseGet(() -> Words.of("fred.mark.trigger"));
    }

    /** How it is, in a sentence or two. */
    public static String state(FredState fred, Instant now) {
        String ago = ago(fred.since(), now);
        if (fred.trouble().isEmpty() && fred.isInside()) return Words.of("fred.state.inside", fred.fredNode(), ago);
        if (fred.trouble().isEmpty()) return Words.of("fred.state.usable", fred.fredNode(), fred.address(), ago);
        return fred.nextTry(now).map(left -> Words.of("fred.state.trouble", fred.address(), fred.trouble().get(), ago, seconds(left)))
                .orElseGet(() -> Words.of("fred.state.trigger", fred.trouble().get(), ago));
    }

    /** All of it. */
    public static List<Line> of(FredState fred, Instant now) {
        var lines = new ArrayList<Line>();
        lines.add(line("state", state(fred, now), fred.trouble().isPresent()));
        lines.add(line("keygroup", known(fred.keygroup()), false));
        lines.add(line("node", node(fred), false));
        for (Map.Entry<String, String> member : new TreeMap<>(fred.members()).entrySet()) lines.add(member(fred, member.getKey(), member.getValue(), now));
        lines.add(line("trigger", trigger(fred, now), !fred.told()));
        lines.add(line("users", fred.users().isEmpty() ? Words.of("fred.users.none") : String.join(", ", fred.users()), false));
        return lines;
    }

    private static String node(FredState fred) {
        if (fred.fredNode().isEmpty()) return Words.of("fred.not-known");
        return fred.isInside() ? Words.of("fred.node.inside", fred.fredNode()) : Words.of("fred.node.at", fred.fredNode(), fred.address());
    }

    private static Line member(FredState fred, String name, String host, Instant now) {
        String which = Words.of("fred.member", name);
        String at = !host.isEmpty() ? host : Words.of(fred.isInside() ? "fred.member.no-clients" : "fred.not-known");
        if (name.equals(fred.fredNode())) at = Words.of(fred.isInside() ? "fred.member.this" : "fred.member.own", at);
        FredState.Compared compared = fred.compared().get(name);
        if (compared == null) return new Line("fred-member-" + name, which, Words.of("fred.member.not-compared", at), false);
        String ago = ago(compared.at(), now);
        String text = compared.answered()
                ? Words.of("fred.member.answered", at, ago, Units.count(compared.keys()), Units.count(compared.lacking()), Units.count(compared.found()), Units.time(compared.took()))
                : Words.of("fred.member.silent", at, ago, compared.why());
        return new Line("fred-member-" + name, which, text, !compared.answered());
    }

    private static String trigger(FredState fred, Instant now) {
        if (fred.trigger().isEmpty()) return Words.of("fred.not-known");
        return fred.told() ? Words.of("fred.trigger.told", fred.trigger(), ago(fred.since(), now)) : Words.of("fred.trigger.lost", fred.trigger(), ago(fred.since(), now));
    }

    private static Line line(String name, String value, boolean bad) {
        return new Line("fred-" + name, Words.of("fred." + name), value, bad);
    }

    private static String known(String text) {
        return text.isEmpty() ? Words.of("fred.not-known") : text;
    }

    private static String ago(Instant since, Instant now) {
        long age = Math.max(0, Duration.between(since, now).toSeconds());
        return age < 60 ? Words.of("fred.seconds", age) : Units.clock(Duration.ofSeconds(age));
    }

    private static String seconds(Duration left) {
        return Words.of("fred.seconds", Math.ceilDiv(left.toMillis(), 1000L));
    }
}
