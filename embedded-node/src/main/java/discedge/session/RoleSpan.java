package discedge.session;

/**
 * Where one message's own ids stand in a record, without the template around them.
 *
 * @param start index of the first id in the record
 * @param length how many ids
 */
public record RoleSpan(Role role, int start, int length) {
    public int end() {
        return start + length;
    }
}
