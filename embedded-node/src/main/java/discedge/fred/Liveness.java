package discedge.fred;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Beats on silent links, and which links are to be given up. */
final class Liveness {
    record Dead(Link link, String why) {}

    private final ReplicaSettings settings;
    private final Links links;
    private final Effects effects;

    Liveness(ReplicaSettings settings, Links links, Effects effects) {
        this.settings = settings;
        this.links = links;
        this.effects = effects;
    }

    List<Dead> tick(Instant now) {
        var dead = new ArrayList<Dead>();
        for (Link link : links.all()) {
            if (link.closing()) continue;
            if (!now.isBefore(end(link))) dead.add(new Dead(link, why(link)));
            else if (link instanceof DialledLink dialled && dialled.usable() && !now.isBefore(nextBeat(dialled))) effects.send(link, dialled.beat(now));
        }
        return dead;
    }

    /** When the link is given up if nothing more is heard on it. */
    private Instant end(Link link) {
        return switch (link) {
            case DialledLink dialled when !dialled.usable() -> dialled.openedAt().plus(settings.beatEvery()).plus(settings.deadAfter());
            case DialledLink dialled -> dialled.beatUnanswered().map(since -> since.plus(settings.deadAfter())).orElse(Instant.MAX);
            // The peer beats; when two of its beats would have been given up, it is gone and its own end did not say so.
            case AcceptedLink accepted -> accepted.heardAt().plus(settings.beatEvery()).plus(settings.deadAfter().multipliedBy(2));
        };
    }

    private Instant nextBeat(DialledLink link) {
        return link.beatUnanswered().isPresent() ? Instant.MAX : link.answeredAt().plus(settings.beatEvery());
    }

    private String why(Link link) {
        Duration silent = switch (link) {
            case DialledLink dialled when !dialled.usable() -> settings.beatEvery().plus(settings.deadAfter());
            case DialledLink _ -> settings.deadAfter();
            case AcceptedLink _ -> settings.beatEvery().plus(settings.deadAfter().multipliedBy(2));
        };
        return "nothing was heard for " + silent.toMillis() + " ms";
    }

    Optional<Instant> wake() {
        Instant first = Instant.MAX;
        for (Link link : links.all()) {
            if (link.closing()) continue;
            first = earlier(first, end(link));
            if (link instanceof DialledLink dialled && dialled.usable()) first = earlier(first, nextBeat(dialled));
        }
        return first.equals(Instant.MAX) ? Optional.empty() : Optional.of(first);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
