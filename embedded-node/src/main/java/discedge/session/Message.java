package discedge.session;

/** One message as text. */
public record Message(Role role, String content) {}
