package discedge.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import discedge.console.kit.Fonts;
import discedge.console.kit.FxThread;
import discedge.console.kit.IconPainter;
import discedge.console.kit.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javafx.application.Platform;
import javafx.css.Styleable;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.text.Font;
import org.junit.jupiter.api.Test;

/** Where colours, sizes and threads are decided: in one place each. */
class HouseRulesTest {
    private static final JavaClasses CONSOLE = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("discedge.console");
    private static final Path CSS = Path.of("..", "css");
    private static final Path FXML = Path.of("..", "fxml");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/");
    private static final Pattern DECLARATION = Pattern.compile("(?<=[{;])\\s*([-a-z]+)\\s*:\\s*([^;{}]+)");
    private static final Pattern LITERAL = Pattern.compile("#[0-9a-fA-F]{3,8}\\b|\\b(?:rgba?|hsba?|hsla?)\\(");
    private static final Pattern NAME = Pattern.compile("(?<![-\\w\"])[a-z]+(?![-\\w(\"])");
    /** No colour: what lies below shows. */
    private static final Set<String> CLEAR = Set.of("transparent");

    @Test
    void colours_and_font_sizes_stand_in_tokens_css_alone() throws IOException {
        var found = new ArrayList<String>();
        for (Path file : files(CSS, ".css")) {
            if (file.endsWith("tokens.css")) continue;
            var declarations = DECLARATION.matcher(COMMENT.matcher(Files.readString(file)).replaceAll(""));
            while (declarations.find()) {
                String property = declarations.group(1);
                String value = declarations.group(2).strip();
                if (property.equals("-fx-font-size") || property.equals("-fx-font") || hasColour(value)) found.add(file.getFileName() + ": " + property + ": " + value);
            }
        }
        assertEquals(List.of(), found);
    }

    private static boolean hasColour(String value) {
        if (LITERAL.matcher(value).find()) return true;
        return NAME.matcher(value).results().anyMatch(word -> !CLEAR.contains(word.group()) && isColour(word.group()));
    }

    private static boolean isColour(String word) {
        try {
            Color.web(word);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void no_fxml_file_has_styles_of_its_own() throws IOException {
        var found = new ArrayList<String>();
        for (Path file : files(FXML, ".fxml")) for (String line : Files.readAllLines(file))
            if (line.contains(" style=\"") || line.contains("<Font") || line.contains("<Color")) found.add(file.getFileName() + ": " + line.strip());
        assertEquals(List.of(), found);
    }

    @Test
    void painters_take_colours_and_fonts_from_the_tokens() {
        noClasses().that().resideInAPackage("discedge.console..").and().doNotBelongToAnyOf(Tokens.class)
                .should().accessTargetWhere(is("makes a colour", access -> access.getTargetOwner().isEquivalentTo(Color.class)
                        && (Set.of("web", "rgb", "color", "hsb", "gray", "grayRgb", "valueOf", "<init>").contains(access.getTarget().getName())
                        || access.getTarget().getName().matches("[A-Z]+") && !access.getTarget().getName().equals("TRANSPARENT"))
                        || access.getTargetOwner().isEquivalentTo(Paint.class) && access.getTarget().getName().equals("valueOf")))
                .because("a colour is a token of css/tokens.css, whose contrasts are tested").check(CONSOLE);
        noClasses().that().resideInAPackage("discedge.console..").and().doNotBelongToAnyOf(Tokens.class, Fonts.class, IconPainter.class)
                .should().accessTargetWhere(is("makes a font", access -> access.getTargetOwner().isEquivalentTo(Font.class)
                        && Set.of("font", "<init>", "getDefault").contains(access.getTarget().getName())))
                .because("a font's size is a token of css/tokens.css").check(CONSOLE);
    }

    @Test
    void nothing_is_styled_by_a_string() {
        noClasses().that().resideInAPackage("discedge.console..")
                .should().accessTargetWhere(is("sets a style", access -> access.getTarget().getName().equals("setStyle") && access.getTargetOwner().isAssignableTo(Styleable.class)))
                .because("a style that is set is parsed at each change; pseudo-classes are not").check(CONSOLE);
    }

    @Test
    void one_class_leads_to_the_FX_thread() {
        noClasses().that().resideInAPackage("discedge.console..").and().doNotBelongToAnyOf(FxThread.class)
                .should().accessTargetWhere(is("posts to the FX thread", access -> access.getTargetOwner().isEquivalentTo(Platform.class) && access.getTarget().getName().equals("runLater")))
                .because("what is posted is coalesced and counted in one place").check(CONSOLE);
    }

    /** A guard that finds nothing where something is would guard nothing. */
    @Test
    void the_rules_see_what_they_forbid() {
        assertEquals(List.of(true, true, true, true), List.of(hasColour("#fff"), hasColour("rgba(0, 0, 0, 0.5)"), hasColour("1px solid white"), hasColour("derive(red, 20%)")));
        assertFalse(hasColour("dropshadow(gaussian, -shadow, 24, 0, 0, 8)") || hasColour("-line, -bg-1") || hasColour("transparent") || hasColour("\"Inter SemiBold\""));
    }

    private static DescribedPredicate<JavaAccess<?>> is(String what, java.util.function.Predicate<JavaAccess<?>> test) {
        return DescribedPredicate.describe(what, test);
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (var all = Files.list(folder)) {
            List<Path> found = all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
            assertFalse(found.isEmpty(), "no " + ending + " in " + folder.toAbsolutePath());
            return found;
        }
    }
}
