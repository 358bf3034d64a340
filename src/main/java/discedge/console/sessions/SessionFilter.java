package discedge.console.sessions;

import discedge.console.kit.Names;
import discedge.console.sessions.parts.Texts;
import discedge.console.sessions.state.SessionLine;
import discedge.timeline.world.SessionState.Who;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which sessions to show.
 *
 * @param parts each stands somewhere in the session's words, in lower case
 * @param quick all of these hold
 */
record SessionFilter(List<String> parts, Set<Quick> quick) {
    static final SessionFilter ALL = new SessionFilter(List.of(), Set.of());

    SessionFilter {
        parts = List.copyOf(parts);
        quick = quick.isEmpty() ? EnumSet.noneOf(Quick.class) : EnumSet.copyOf(quick);
    }

    /** @param text words, separated by spaces */
    static SessionFilter of(String text, Set<Quick> quick) {
        return new SessionFilter(List.of(text.toLowerCase(Locale.ROOT).strip().split("\\s+")).stream().filter(part -> !part.isEmpty()).toList(), quick);
    }

    boolean all() {
        return parts.isEmpty() && quick.isEmpty();
    }

    boolean matches(SessionRow row) {
        for (Quick wanted : quick) if (!row.is(wanted)) return false;
        if (parts.isEmpty()) return true;
        String words = row.words();
        for (String part : parts) if (!words.contains(part)) return false;
        return true;
    }

    /** What of a row can be searched for. */
    static String words(SessionRow row) {
        SessionLine line = row.line();
        Who who = line.session().who();
        var words = new StringBuilder(Names.of(row.id())).append(' ').append(row.id()).append(' ').append(who.user()).append(' ').append(who.client()).append(' ')
                .append(who.mode()).append(' ').append(line.session().node()).append(' ').append(Texts.condition(line.condition()));
        for (Quick quick : Quick.values()) if (row.is(quick)) words.append(' ').append(quick.text());
        return words.toString();
    }
}
