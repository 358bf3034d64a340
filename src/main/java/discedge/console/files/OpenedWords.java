package discedge.console.files;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.experiment.record.RunOpener;
import discedge.experiment.run.RunFile.LeftOut;
import discedge.node.Version;
import java.util.ArrayList;
import java.util.Arrays;

/** What a person should know of a file that was opened: that not all of it is here, and why. */
final class OpenedWords {
    private OpenedWords() {}

    /** Empty if all of it is. */
    static String of(RunOpener.Opened opened) {
        var sentences = new ArrayList<String>();
        String file = opened.file().getFileName().toString();
        LeftOut leftOut = opened.leftOut();
        if (leftOut.unknown() > 0) sentences.add(unknown(file, opened.manifest().version(), leftOut.unknown()));
        if (leftOut.broken() == 1) sentences.add(Words.of("files.left.broken.one", file, leftOut.firstLine(), leftOut.why()));
        else if (leftOut.broken() > 1) sentences.add(Words.of("files.left.broken", file, Units.count(leftOut.broken()), leftOut.firstLine(), leftOut.why()));
        long events = opened.timeline().store().size();
        opened.cutShort().ifPresent(cut -> sentences.add(Words.of("files.cut." + (events == 0 ? "empty" : "short"), file, cut.why(), Units.count(events))));
        return String.join(" ", sentences);
    }

    private static String unknown(String file, String version, long events) {
        String what = events == 1 ? Words.of("files.left.unknown.one") : Words.of("files.left.unknown", Units.count(events));
        return Words.of(isNewer(version, Version.text()) ? "files.left.newer" : "files.left.other", file, version, what);
    }

    /** By the numbers of both; what is no number counts as 0. */
    static boolean isNewer(String version, String than) {
        return Arrays.compare(numbers(version), numbers(than)) > 0;
    }

    private static int[] numbers(String version) {
        int[] three = new int[3];
        String[] parts = version.split("[^0-9]+");
        for (int i = 0; i < Math.min(3, parts.length); i++) three[i] = parts[i].isEmpty() || parts[i].length() > 9 ? 0 : Integer.parseInt(parts[i]);
        return three;
    }
}
