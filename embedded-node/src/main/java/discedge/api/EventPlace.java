package discedge.api;

import java.util.Optional;

/**
 * Where a reader of {@code GET /events} goes on: {@code 17}, or {@code m3x9k2a1-17} as the stream's own ids are.
 *
 * @param epoch empty if it named none: then the id is taken to be of the present one
 */
record EventPlace(Optional<String> epoch, long id) {
    static final EventPlace BEGIN = new EventPlace(Optional.empty(), 0);

    /** @param field where it stood, for the refusal */
    static EventPlace parse(String field, String text) {
        if (!text.matches("([0-9a-z]{1,16}-)?[0-9]{1,18}")) throw RequestFields.bad(field, field + " is " + RequestFields.echo(text)
                + ": send the id of an event, such as 17 or m3x9k2a1-17");
        int dash = text.indexOf('-');
        return new EventPlace(dash < 0 ? Optional.empty() : Optional.of(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
    }

    boolean isOf(String present) {
        return epoch.isEmpty() || epoch.get().equals(present);
    }
}
