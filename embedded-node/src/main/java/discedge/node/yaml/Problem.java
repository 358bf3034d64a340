package discedge.node.yaml;

/**
 * Something about a file that a person should know.
 *
 * @param line from 1; 0 = the file as a whole
 */
public record Problem(String file, int line, String message) {
    /** {@code scenarios/x.yaml:12: unknown node 'D'; the nodes are A, B, C}. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + message;
    }
}
