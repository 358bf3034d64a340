package discedge.node.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** A file that cannot be used. The message has one line per problem. */
public final class InvalidFileException extends Exception {
    private static final long serialVersionUID = 1;
    private final transient List<Problem> problems;

    public InvalidFileException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public InvalidFileException(Problem problem) {
        this(List.of(problem));
    }

    /** By line. */
    public List<Problem> problems() {
        return problems;
    }
}
