package discedge.console.operate.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** A line of words with figures in it: the words in Inter, the figures in Mono, as everywhere. */
final class FigureLine extends TextFlow {
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

    private String words = "";
    private List<String> figures = List.of();

    FigureLine() {
        getStyleClass().add("figure-line");
        setMinWidth(0);
    }

    /** @param pattern text with {@code {0}}, {@code {1}}… where the figures go */
    void show(String pattern, List<String> values) {
        if (pattern.equals(words) && values.equals(figures)) return;
        boolean same = pattern.equals(words) && values.size() == figures.size();
        words = pattern;
        figures = List.copyOf(values);
        setAccessibleText(whole());
        if (same) refill();
        else fill();
    }

    /** As it is read. */
    String whole() {
        return PLACE.matcher(words).replaceAll(place -> java.util.regex.Matcher.quoteReplacement(figure(place.group(1))));
    }

    private String figure(String place) {
        int index = Integer.parseInt(place);
        return index < figures.size() ? figures.get(index) : "";
    }

    private void fill() {
        var parts = new ArrayList<Text>();
        var places = PLACE.matcher(words);
        int at = 0;
        while (places.find()) {
            if (places.start() > at) parts.add(part(words.substring(at, places.start()), "words"));
            Text figure = part(figure(places.group(1)), "figure");
            figure.setUserData(places.group(1));
            parts.add(figure);
            at = places.end();
        }
        if (at < words.length()) parts.add(part(words.substring(at), "words"));
        getChildren().setAll(parts);
    }

    private void refill() {
        for (var child : getChildren()) {
            var part = (Text) child;
            if (part.getUserData() instanceof String place && !part.getText().equals(figure(place))) part.setText(figure(place));
        }
    }

    private static Text part(String text, String style) {
        var part = new Text(text);
        part.getStyleClass().addAll("t-label", style);
        return part;
    }
}
