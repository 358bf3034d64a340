package discedge.launcher;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Manifest;

/**
 * Main class of both jars, compiled for Java 8 so that any java can start it. On a new enough java it calls the real main;
 * under an older one it starts the new JDK it finds with the same arguments, or says in one line what is needed.
 */
public final class Launcher {
    /** The release the rest of the jar is compiled for. */
    static final int NEEDED = 25;
    /** Manifest attribute that names the real main class. */
    static final String ATTRIBUTE = "DisCEdge-Main";
    /** A node may take 60 s to let its turns finish. */
    private static final long GRACE_SECONDS = 70;

    private Launcher() {}

    public static void main(String[] args) throws Exception {
        if (Jdks.major(System.getProperty("java.specification.version", "")) >= NEEDED) callMain(realMain(), args);
        else System.exit(startOther(args));
    }

    private static void callMain(String name, String[] args) throws Exception {
        Method main = Class.forName(name).getMethod("main", String[].class);
        try {
            main.invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception) throw (Exception) e.getCause();
            if (e.getCause() instanceof Error) throw (Error) e.getCause();
            throw e;
        }
    }

    /** The jar given to -jar comes first on the class path, so its manifest is found first. */
    private static String realMain() throws IOException {
        Enumeration<URL> manifests = Launcher.class.getClassLoader().getResources("META-INF/MANIFEST.MF");
        while (manifests.hasMoreElements()) {
            try (java.io.InputStream in = manifests.nextElement().openStream()) {
                String name = new Manifest(in).getMainAttributes().getValue(ATTRIBUTE);
                if (name != null) return name;
            }
        }
        throw new IllegalStateException("no manifest on the class path names " + ATTRIBUTE);
    }

    private static int startOther(String[] args) {
        File home = Jdks.find(NEEDED);
        if (home == null) {
            System.err.println("DisCEdge needs Java " + NEEDED + " or newer; this is Java " + System.getProperty("java.version")
                    + " and no other was found: install JDK " + NEEDED + " or set JAVA_HOME to one.");
            return 1;
        }
        List<String> command = new ArrayList<String>();
        command.add(Jdks.java(home).getPath());
        command.addAll(passedOn(ManagementFactory.getRuntimeMXBean().getInputArguments()));
        command.add("-jar");
        command.add(System.getProperty("java.class.path"));
        command.addAll(Arrays.asList(args));
        try {
            return run(new ProcessBuilder(command).inheritIO().start());
        } catch (IOException e) {
            System.err.println("DisCEdge could not start " + Jdks.java(home) + ": " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            return 1;
        }
    }

    /** Memory sizes and system properties; other options may not exist in the other JDK. */
    static List<String> passedOn(List<String> options) {
        List<String> kept = new ArrayList<String>();
        for (String option : options) if (option.startsWith("-D") || option.startsWith("-Xm") || option.startsWith("-Xss")) kept.add(option);
        return kept;
    }

    /** A signal to this process ends the other one first, and its exit code is ours. */
    private static int run(final Process process) throws InterruptedException {
        Thread hook = new Thread("stop") {
            @Override
            public void run() {
                process.destroy();
                try {
                    if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
                    Runtime.getRuntime().halt(process.exitValue());
                } catch (InterruptedException e) {
                    process.destroyForcibly();
                }
            }
        };
        Runtime.getRuntime().addShutdownHook(hook);
        int code = process.waitFor();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            hook.join(); // A signal came: the hook ends this process with the same code.
        }
        return code;
    }
}
