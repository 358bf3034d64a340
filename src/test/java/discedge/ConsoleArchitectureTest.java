package discedge;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DESIGN.md, "Layout": who may know whom in the console's module, with the node's beside it. */
class ConsoleArchitectureTest {
    private static final String[] NODE = {"session", "tokens", "event", "engine", "fred", "context", "api", "runtime", "simulation", "node", "metrics", "models"};
    private static final JavaClasses ALL = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("discedge");

    @ParameterizedTest(name = "{0} uses {1} and the node")
    @CsvSource(delimiter = '|', value = {
        "lab        |",
        "experiment | lab timeline",
        "timeline   | lab experiment",
        "cli        | lab experiment timeline console",
        "console    | lab experiment timeline"})
    void packages_point_one_way(String name, String others) {
        var allowed = new ArrayList<String>();
        allowed.add("discedge." + name + "..");
        for (String part : NODE) allowed.add("discedge." + part + "..");
        if (others != null) for (String other : others.split(" ")) allowed.add("discedge." + other + "..");
        classes().that().resideInAPackage("discedge." + name + "..")
                .should().onlyDependOnClassesThat(not(resideInAnyPackage("discedge..")).or(resideInAnyPackage(allowed.toArray(String[]::new))))
                .allowEmptyShould(true)
                .because("dependencies point one way: cli → console → timeline, experiment → lab → node (docs/design.md, Layout)").check(ALL);
    }

    @Test
    void no_two_packages_depend_on_each_other() {
        slices().matching("discedge.(*)..").should().beFreeOfCycles().because("a package can only be understood by itself if what it uses does not use it").check(ALL);
    }

    @Test
    void only_the_console_knows_JavaFX() {
        noClasses().that().resideOutsideOfPackage("discedge.console..").should().dependOnClassesThat().resideInAnyPackage("javafx..", "com.sun.javafx..")
                .because("everything but the windows runs, and is tested, without a toolkit").check(ALL);
    }

    @Test
    void the_http_client_stays_in_the_lab_and_picocli_in_the_commands() {
        noClasses().that().resideOutsideOfPackage("discedge.lab..").should().dependOnClassesThat().resideInAnyPackage("okhttp3..", "okio..")
                .because("the roaming client is the one user of OkHttp").check(ALL);
        noClasses().that().resideOutsideOfPackages("discedge.cli..", "discedge.node..").should().dependOnClassesThat().resideInAnyPackage("picocli..")
                .because("options belong to commands").check(ALL);
    }

    @Test
    void servers_and_grpc_stay_in_the_node() {
        noClasses().that().resideOutsideOfPackages("discedge.api..").should().dependOnClassesThat().resideInAnyPackage("io.helidon..")
                .because("the HTTP server can be changed in one package").check(ALL);
        noClasses().that().resideOutsideOfPackages("discedge.runtime..").should().dependOnClassesThat().resideInAnyPackage("io.grpc..", "com.google.protobuf..")
                .because("the replica's links are gRPC's only user").check(ALL);
    }

    @Test
    void only_commands_write_to_the_terminal() {
        noClasses().that().resideOutsideOfPackages("discedge.cli..", "discedge.launcher..")
                // A process of its own, whose answer is what it prints.
                .and().doNotHaveFullyQualifiedName("discedge.engine.llama.TrialMain").should().accessField(System.class, "out").orShould().accessField(System.class, "err")
                .because("everything else reports by events, exceptions or a consumer it was given").check(ALL);
    }
}
