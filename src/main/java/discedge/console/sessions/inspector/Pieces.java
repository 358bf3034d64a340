package discedge.console.sessions.inspector;

import discedge.console.kit.FxThread;
import discedge.experiment.live.Controls;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The texts of the ids that are looked at, a paragraph at a time; the ones looked at last are kept. On the FX thread. */
final class Pieces {
    private static final int KEPT = 64;

    private final Runnable news;
    private final Map<Integer, List<byte[]>> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, List<byte[]>> eldest) {
            return size() > KEPT;
        }
    };
    private final Set<Integer> asked = new HashSet<>();
    private Optional<Controls> controls = Optional.empty();
    private Optional<SessionTokens> tokens = Optional.empty();
    private String problem = "";
    private long number;

    /** @param news called when there are more */
    Pieces(Runnable news) {
        this.news = news;
    }

    /** Of another chain from now on. Records never change: what grew keeps what is known of its begin. */
    void of(Optional<Controls> by, Optional<SessionTokens> now) {
        if (!goesOn(now)) {
            known.clear();
            asked.clear();
            number++;
            problem = "";
        }
        controls = by;
        tokens = now;
    }

    private boolean goesOn(Optional<SessionTokens> now) {
        if (tokens.isEmpty() || now.isEmpty() || tokens.get().chain().size() > now.get().chain().size()) return tokens.isEmpty() && now.isEmpty();
        int last = tokens.get().chain().size() - 1;
        return last >= 0 && tokens.get().chain().get(last).hash().equals(now.get().chain().get(last).hash());
    }

    /** Empty until they have come; asks for them. */
    Optional<List<byte[]>> of(Paragraph paragraph) {
        List<byte[]> there = known.get(paragraph.start());
        if (there != null && there.size() == paragraph.length()) return Optional.of(there);
        if (controls.isPresent() && tokens.isPresent() && asked.add(paragraph.start())) ask(paragraph);
        return Optional.empty();
    }

    private void ask(Paragraph paragraph) {
        long mine = number;
        try {
            controls.get().pieces(tokens.get().node(), tokens.get().ids(paragraph.start(), paragraph.end()))
                    .whenComplete((pieces, failure) -> FxThread.bridge().run(() -> answered(mine, paragraph, pieces, failure)));
        } catch (Controls.Refused refused) {
            answered(mine, paragraph, null, refused);
        }
    }

    private void answered(long which, Paragraph paragraph, List<byte[]> pieces, Throwable failure) {
        if (which != number) return;
        if (failure != null) problem = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        else {
            asked.remove(paragraph.start());
            problem = "";
            known.put(paragraph.start(), pieces);
        }
        news.run();
    }

    /** The piece of one id, if it has come. */
    Optional<byte[]> at(Paragraph paragraph, int index) {
        List<byte[]> there = known.get(paragraph.start());
        int place = index - paragraph.start();
        return there == null || place < 0 || place >= there.size() ? Optional.empty() : Optional.of(there.get(place));
    }

    /** Why the last ones did not come, in words; empty if they did. */
    String problem() {
        return problem;
    }
}
