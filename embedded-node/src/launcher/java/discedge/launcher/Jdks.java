package discedge.launcher;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Java installations in the usual places. */
final class Jdks {
    private Jdks() {}

    /** The home of the first that is new enough: JAVA_HOME, JAVA25_HOME, then the newest elsewhere; null if there is none. */
    static File find(int needed) {
        for (String variable : new String[] {"JAVA_HOME", "JAVA" + needed + "_HOME"}) {
            String value = System.getenv(variable);
            if (value != null && !value.isEmpty() && release(new File(value)) >= needed) return new File(value);
        }
        return newest(homes(), needed);
    }

    static File newest(List<File> homes, int needed) {
        File best = null;
        for (File home : homes) {
            int release = release(home);
            if (release >= needed && (best == null || release > release(best))) best = home;
        }
        return best;
    }

    private static List<File> homes() {
        String user = System.getProperty("user.home", ".");
        List<File> homes = new ArrayList<File>();
        for (String parent : new String[] {"/usr/lib/jvm", "/usr/java", "/opt/java", user + "/.jdks", user + "/.sdkman/candidates/java",
            "C:\\Program Files\\Java", "C:\\Program Files\\Eclipse Adoptium"}) addAll(homes, new File(parent), "");
        for (String parent : new String[] {"/Library/Java/JavaVirtualMachines", user + "/Library/Java/JavaVirtualMachines"})
            addAll(homes, new File(parent), "Contents/Home");
        return homes;
    }

    private static void addAll(List<File> homes, File parent, String below) {
        File[] children = parent.listFiles();
        if (children != null) for (File child : children) homes.add(below.isEmpty() ? child : new File(child, below));
    }

    /** The feature release that the home's {@code release} file names; 0 if there is no java there. */
    static int release(File home) {
        if (!java(home).canExecute()) return 0;
        Properties properties = new Properties();
        try (InputStream in = new FileInputStream(new File(home, "release"))) {
            properties.load(in);
        } catch (IOException e) {
            return 0;
        }
        return major(properties.getProperty("JAVA_VERSION", "").replace("\"", ""));
    }

    static File java(File home) {
        File windows = new File(home, "bin/java.exe");
        return windows.exists() ? windows : new File(home, "bin/java");
    }

    /** 8 for {@code 1.8.0_402}, 25 for {@code 25.0.1} and {@code 25-ea}; 0 if the text is no version. */
    static int major(String version) {
        String[] parts = (version.startsWith("1.") ? version.substring(2) : version).split("[^0-9]", 2);
        return parts[0].isEmpty() || parts[0].length() > 4 ? 0 : Integer.parseInt(parts[0]);
    }
}
