package discedge;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DESIGN.md, "Layout": who may know whom in the node. */
class NodeArchitectureTest {
    private static final JavaClasses NODE = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("discedge");

    /** The packages without input and output; the simulation too, because a seed must replay. */
    private static final String[] PURE = {"discedge.session..", "discedge.tokens..", "discedge.context..", "discedge.fred..", "discedge.event..", "discedge.simulation.."};
    private static final String[] THREADS_SOCKETS_FILES = {"java.util.concurrent..", "java.net..", "java.nio.file..", "java.nio.channels.."};
    private static final Set<String> THINGS_OF_THE_MACHINE = Set.of("java.lang.Thread", "java.lang.ThreadLocal", "java.lang.Process", "java.lang.ProcessBuilder",
            "java.lang.ProcessHandle", "java.lang.Runtime", "java.util.Timer", "java.time.Clock", "java.io.File", "java.io.FileInputStream", "java.io.FileOutputStream",
            "java.io.FileReader", "java.io.FileWriter", "java.io.RandomAccessFile", "java.util.Random", "java.security.SecureRandom", "java.util.UUID", "java.util.Scanner");

    @ParameterizedTest(name = "{0} uses {1}")
    @CsvSource(delimiter = '|', value = {
        "tokens     |",
        "session    | tokens",
        "event      | session tokens",
        "engine     | session tokens event",
        "metrics    | session tokens event",
        "models     | session tokens event engine",
        "fred       | session tokens event",
        "context    | session tokens event engine fred",
        "api        | session tokens event engine fred context metrics",
        "runtime    | session tokens event engine fred context",
        "simulation | session tokens event engine fred context",
        "node       | session tokens event engine models fred context api runtime simulation metrics",
        "launcher   |"})
    void packages_point_one_way(String name, String others) {
        String used = others == null ? "" : others;
        var allowed = new ArrayList<String>();
        allowed.add("discedge." + name + "..");
        for (String other : used.split(" ")) if (!other.isEmpty()) allowed.add("discedge." + other + "..");
        classes().that().resideInAPackage("discedge." + name + "..")
                .should().onlyDependOnClassesThat(DescribedPredicate.not(resideInAnyPackage("discedge..")).or(resideInAnyPackage(allowed.toArray(String[]::new))))
                .allowEmptyShould(name.equals("launcher"))
                .because("dependencies point one way: node → api, runtime, simulation → context, fred, engine → session, tokens, event (DESIGN.md, Layout)").check(NODE);
    }

    @Test
    void no_two_packages_depend_on_each_other() {
        slices().matching("discedge.(*)..").should().beFreeOfCycles().because("a package can only be understood by itself if what it uses does not use it").check(NODE);
    }

    @Test
    void the_core_knows_no_thread_socket_or_file() {
        noThreadSocketOrFile(PURE).check(NODE);
        noMachine(PURE).check(NODE);
    }

    @Test
    void the_core_knows_no_clock_and_does_not_sleep() {
        noClock(PURE).check(NODE);
        noClasses().that().resideInAnyPackage(PURE).should().accessTargetWhere(describe("a thread waits", NodeArchitectureTest::waits))
                .because("the core asks to be woken (WakeAt), it never waits").check(NODE);
    }

    @Test
    void the_core_draws_nothing_from_unseeded_generators() {
        noClasses().that().resideInAnyPackage(PURE).should().accessTargetWhere(describe("randomness has no seed", NodeArchitectureTest::unseeded))
                .because("a generator is passed in: a failing history must come back from its seed").check(NODE);
        noClasses().that().resideInAnyPackage(PURE).should().accessTargetWhere(describe("a stream runs in parallel", NodeArchitectureTest::parallel))
                .because("parallel streams are threads").check(NODE);
    }

    /** Rules that never failed prove nothing: the runtime and the node do all that the core must not. */
    @Test
    void these_rules_find_what_they_forbid() {
        String[] machine = {"discedge.runtime..", "discedge.node.."};
        for (ArchRule rule : new ArchRule[] {noThreadSocketOrFile(machine), noMachine(machine), noClock(machine)})
            assertThrows(AssertionError.class, () -> rule.check(NODE), rule.getDescription());
    }

    private static ArchRule noThreadSocketOrFile(String[] packages) {
        return noClasses().that().resideInAnyPackage(packages).should().dependOnClassesThat().resideInAnyPackage(THREADS_SOCKETS_FILES)
                .because("the core takes messages and the time and returns effects, so that the simulation runs it on one thread (DESIGN.md, idea 2)");
    }

    private static ArchRule noMachine(String[] packages) {
        return noClasses().that().resideInAnyPackage(packages)
                .should().dependOnClassesThat(describe("belong to the machine", c -> THINGS_OF_THE_MACHINE.contains(c.getName())))
                .because("threads, processes, files and unseeded randomness live in discedge.runtime");
    }

    private static ArchRule noClock(String[] packages) {
        return noClasses().that().resideInAnyPackage(packages).should().accessTargetWhere(describe("the system's clock is read", NodeArchitectureTest::readsAClock))
                .because("time is passed in: with a clock of its own the core could not be replayed from a seed");
    }

    @Test
    void libraries_stay_behind_their_adapter() {
        only("discedge.runtime..", "io.grpc..", "the replica's links are gRPC's only user");
        only("discedge.runtime..", "com.google.protobuf..", "messages cross the border as the replica's own types");
        only("discedge.api..", "io.helidon..", "the HTTP server can be changed in one package");
        only("discedge.node..", "picocli..", "commands are read where the program starts");
        only("discedge.node..", "org.yaml..", "configuration is read in one place");
        only("discedge.engine.simulated..", "com.knuddels..", "a tokenizer belongs to its engine");
        only("nowhere", "de.kherud..", "that artifact only carries a native library: its own classes end the process on an id that is not there");
    }

    @Test
    void native_code_is_called_from_one_package() {
        noClasses().that().resideOutsideOfPackage("discedge.engine.llama..").should().dependOnClassesThat(describe("call native code",
                        c -> Set.of("java.lang.foreign.Linker", "java.lang.foreign.SymbolLookup", "java.lang.foreign.FunctionDescriptor").contains(c.getName())))
                .because("a wrong call ends the process: what is checked before it is checked in one place").check(NODE);
    }

    @Test
    void the_node_knows_no_console_no_lab_and_no_http_client() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("javafx..", "okhttp3..", "discedge.lab..", "discedge.experiment..", "discedge.timeline..",
                "discedge.cli..", "discedge.console..").because("the node runs headless on small machines and knows nothing of what watches it").check(NODE);
    }

    private static void only(String home, String library, String why) {
        noClasses().that().resideOutsideOfPackage(home).should().dependOnClassesThat().resideInAnyPackage(library).because(why).check(NODE);
    }

    private static boolean readsAClock(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getName();
        return owner.equals("java.lang.System") && (name.equals("nanoTime") || name.equals("currentTimeMillis"))
                || owner.startsWith("java.time.") && (name.equals("now") || name.equals("system") || name.equals("systemUTC"));
    }

    private static boolean waits(JavaAccess<?> access) {
        return access.getName().equals("sleep") || access.getTargetOwner().isEquivalentTo(Object.class) && Set.of("wait", "notify", "notifyAll").contains(access.getName());
    }

    private static boolean parallel(JavaAccess<?> access) {
        return access.getName().equals("parallelStream") || access.getName().equals("parallel");
    }

    private static boolean unseeded(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        if (owner.isEquivalentTo(Math.class)) return access.getName().equals("random");
        if (owner.getName().equals("java.util.random.RandomGenerator")) return Set.of("getDefault", "of").contains(access.getName());
        return owner.isEquivalentTo(SplittableRandom.class) && access instanceof JavaConstructorCall call
                && call.getTarget().getRawParameterTypes().isEmpty();
    }
}
