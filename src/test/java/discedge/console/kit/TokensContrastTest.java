package discedge.console.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import discedge.console.kit.Perception.Eye;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.scene.paint.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the visual specification promises of its colours, computed from {@code css/tokens.css}. Each failure lists all pairs that fail. */
class TokensContrastTest {
    private static final double TEXT = 4.6;
    private static final double LETTER = 4.8;
    private static final double GRAPHIC = 3;
    private static final List<String> PANELS = List.of("bg-0", "bg-1", "bg-2");
    private static final List<String> GROUNDS = List.of("bg-0", "bg-1", "bg-2", "bg-3", "selection");
    private static final List<String> WORDS = List.of("text", "muted", "subtle", "accent-text");
    private static final List<String> STATES = List.of("safe", "wait", "fails", "cold", "warm", "cut", "stale");
    private static final List<String> STAGES = Stream.of("queue", "wait", "cached", "prefill", "decode", "network", "commit", "replicate", "unknown")
            .map("stage-"::concat).toList();
    private static final List<String> NODES = IntStream.rangeClosed(1, 8).mapToObj(node -> "node-" + node).toList();

    private final List<String> tooLow = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void text_can_be_read_on_every_ground(Theme theme) {
        for (String word : WORDS) for (String ground : GROUNDS) contrast(theme, word, ground, TEXT);
        for (String state : STATES) for (String ground : GROUNDS) contrast(theme, state, ground, TEXT);
        for (String ground : GROUNDS) contrast(theme, "unknown", ground, TEXT);
        contrast(theme, "on-accent", "accent", TEXT);
        none();
    }

    @ParameterizedTest
    @EnumSource
    void a_state_can_be_read_on_its_own_tint(Theme theme) {
        var tokens = Tokens.of(theme);
        Color card = tokens.colour(theme == Theme.DARK ? "bg-2" : "bg-1");
        for (String state : List.of("safe", "wait", "fails", "cold", "warm", "cut"))
            contrast(theme, state, tokens.colour(state), "its tint", Perception.over(tokens.colour(state + "-tint"), card), TEXT);
        // What is not known is written in muted: grey on its own grey would be too little.
        for (String state : List.of("stale", "unknown"))
            contrast(theme, "muted", tokens.colour("muted"), state + "'s tint", Perception.over(tokens.colour(state + "-tint"), card), TEXT);
        none();
    }

    @ParameterizedTest
    @EnumSource
    void a_nodes_letter_can_be_read_on_its_badge(Theme theme) {
        var tokens = Tokens.of(theme);
        for (int order = 0; order < NODES.size(); order++) contrast(theme, "letter", tokens.onNode(order), NODES.get(order), tokens.node(order), LETTER);
        none();
    }

    @ParameterizedTest
    @EnumSource
    void what_is_drawn_can_be_seen_on_every_panel(Theme theme) {
        var drawn = new ArrayList<>(List.of("control", "accent", "unknown"));
        drawn.addAll(NODES);
        drawn.addAll(STAGES);
        drawn.addAll(STATES);
        for (String one : drawn) for (String ground : PANELS) contrast(theme, one, ground, GRAPHIC);
        none();
    }

    @ParameterizedTest
    @EnumSource
    void nodes_differ_for_every_eye(Theme theme) {
        distance(theme, NODES, 9);
    }

    @ParameterizedTest
    @EnumSource
    void stages_differ_for_every_eye(Theme theme) {
        distance(theme, STAGES, 8);
    }

    @ParameterizedTest
    @EnumSource
    void states_differ_for_every_eye(Theme theme) {
        distance(theme, STATES, 6);
    }

    private void distance(Theme theme, List<String> names, double least) {
        var tokens = Tokens.of(theme);
        for (Eye eye : Eye.values()) for (int i = 0; i < names.size(); i++) for (int j = 0; j < i; j++) {
            double apart = Perception.distance(tokens.colour(names.get(i)), tokens.colour(names.get(j)), eye);
            if (apart < least) tooLow.add(text("%s, %s eye: %s and %s are %.1f apart, not %.0f", theme.word(), eye, names.get(i), names.get(j), apart, least));
        }
        none();
    }

    private void contrast(Theme theme, String front, String ground, double least) {
        contrast(theme, front, Tokens.of(theme).colour(front), ground, Tokens.of(theme).colour(ground), least);
    }

    private void contrast(Theme theme, String front, Color its, String ground, Color under, double least) {
        double contrast = Perception.contrast(its, under);
        if (contrast < least) tooLow.add(text("%s: %s on %s has %.2f:1, not %.1f:1", theme.word(), front, ground, contrast, least));
    }

    private void none() {
        assertEquals(List.of(), tooLow);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
