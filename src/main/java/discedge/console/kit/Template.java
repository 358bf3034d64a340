package discedge.console.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A text with places for values, as {@code java.text.MessageFormat} has them: {@code {0}}, and an apostrophe written twice. */
record Template(List<String> texts, List<Integer> places) {
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

    static Template of(String text) {
        var texts = new ArrayList<String>();
        var places = new ArrayList<Integer>();
        var found = PLACE.matcher(text);
        int from = 0;
        while (found.find()) {
            texts.add(plain(text.substring(from, found.start())));
            places.add(Integer.valueOf(found.group(1)));
            from = found.end();
        }
        texts.add(plain(text.substring(from)));
        return new Template(texts, places);
    }

    private static String plain(String text) {
        return text.replace("''", "'");
    }

    /**
     * A value that is a sentence, such as an error's message, may end with its own full stop: there is one where both have one.
     *
     * @throws IndexOutOfBoundsException if there are fewer values than places
     */
    String with(Object... values) {
        var text = new StringBuilder(texts.getFirst());
        for (int i = 0; i < places.size(); i++) {
            text.append(values[places.get(i)]);
            String next = texts.get(i + 1);
            boolean twice = next.startsWith(".") && !text.isEmpty() && text.charAt(text.length() - 1) == '.';
            text.append(next, twice ? 1 : 0, next.length());
        }
        return text.toString();
    }
}
