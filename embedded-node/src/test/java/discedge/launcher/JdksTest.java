package discedge.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdksTest {
    @TempDir
    private Path folder;

    @Test
    void theFeatureReleaseIsReadFromEveryFormOfAVersion() {
        assertEquals(8, Jdks.major("1.8.0_402"));
        assertEquals(25, Jdks.major("25"));
        assertEquals(25, Jdks.major("25.0.1"));
        assertEquals(26, Jdks.major("26-ea"));
        assertEquals(0, Jdks.major(""));
        assertEquals(0, Jdks.major("x"));
    }

    @Test
    void theNewestJdkThatIsNewEnoughIsChosen() throws Exception {
        List<File> homes = List.of(jdk("a", "17.0.2"), jdk("b", "25.0.1"), jdk("c", "26"), folder.resolve("none").toFile());
        assertEquals(homes.get(2), Jdks.newest(homes, 25));
        assertNull(Jdks.newest(homes, 27));
    }

    @Test
    void aFolderWithoutAJavaIsNone() throws Exception {
        Path home = Files.createDirectories(folder.resolve("d"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25\"\n");
        assertEquals(0, Jdks.release(home.toFile()));
    }

    @Test
    void memoryAndPropertiesArePassedOn() {
        assertEquals(List.of("-Xmx1g", "-Da=b"), Launcher.passedOn(List.of("-Xmx1g", "-Da=b", "-XX:+UseConcMarkSweepGC", "-javaagent:x.jar")));
    }

    @Test
    void theLauncherRunsOnJava8() throws Exception {
        for (String name : List.of("Launcher", "Launcher$1", "Jdks"))
            try (var in = new DataInputStream(Launcher.class.getResourceAsStream(name + ".class"))) {
                in.readInt();
                in.readUnsignedShort();
                assertTrue(in.readUnsignedShort() <= 52, name + " is compiled for a newer java than 8");
            }
    }

    private File jdk(String name, String version) throws Exception {
        Path bin = Files.createDirectories(folder.resolve(name).resolve("bin"));
        assertTrue(Files.createFile(bin.resolve("java")).toFile().setExecutable(true));
        Files.writeString(folder.resolve(name).resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return folder.resolve(name).toFile();
    }
}
