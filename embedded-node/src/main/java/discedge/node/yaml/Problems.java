package discedge.node.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong in one file, and what is only worth a note; collected, so that a person sees all of it at once. */
public final class Problems {
    private final String file;
    private final List<Problem> wrong = new ArrayList<>();
    private final List<Problem> notes = new ArrayList<>();

    /** @param file as the person named it */
    public Problems(String file) {
        this.file = file;
    }

    public String file() {
        return file;
    }

    public void add(int line, String message) {
        var problem = new Problem(file, line, message);
        if (!wrong.contains(problem)) wrong.add(problem);
    }

    /** Not wrong, but not what the person may expect either. */
    public void note(int line, String message) {
        notes.add(new Problem(file, line, message));
    }

    public boolean none() {
        return wrong.isEmpty();
    }

    /** By line. */
    public List<Problem> notes() {
        return sorted(notes);
    }

    /** @throws InvalidFileException with all problems by line, if there is any */
    public void throwIfAny() throws InvalidFileException {
        if (!wrong.isEmpty()) throw new InvalidFileException(sorted(wrong));
    }

    private static List<Problem> sorted(List<Problem> problems) {
        return problems.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
    }
}
