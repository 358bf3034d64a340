package discedge.console;

import discedge.console.files.Choosers;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Answers in the person's place, in the order it was told; out of answers it cancels. */
public final class FakeChoosers implements Choosers {
    public final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final Deque<Path> answers = new ArrayDeque<>();

    public FakeChoosers then(Path file) {
        answers.add(file);
        return this;
    }

    @Override
    public Optional<Path> open(Kind kind) {
        asked.add("open " + kind.word());
        return Optional.ofNullable(answers.poll());
    }

    @Override
    public Optional<Path> save(Kind kind, String name) {
        asked.add("save " + kind.word() + " " + name);
        return Optional.ofNullable(answers.poll());
    }

    @Override
    public void show(Path folder) {
        asked.add("show " + folder);
    }
}
