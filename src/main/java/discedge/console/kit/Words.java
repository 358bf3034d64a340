package discedge.console.kit;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;

/** Text that a person reads, from the files in {@code discedge/console/words}, one a part of the window. What is made for files is not from here. */
public final class Words {
    private static final List<String> PARTS = List.of("shell", "operate", "topology", "chat", "sessions", "events", "faults", "timebar", "scenario", "settings", "engine",
            "files", "present", "palette", "help", "nodes", "fred");
    private static final ResourceBundle BUNDLE = new Merged();
    /** Read once each: a search through a million events says a million sentences. */
    private static final Map<String, Template> TEMPLATES = new ConcurrentHashMap<>();

    private Words() {}

    /** All files as one; a key that stands in two is an error. */
    private static final class Merged extends ResourceBundle {
        private final Properties all = new Properties();

        Merged() {
            for (String part : PARTS) {
                String path = "/discedge/console/words/" + part + ".properties";
                try (var in = Words.class.getResourceAsStream(path)) {
                    if (in == null) throw new IllegalStateException(path + " is not on the class path");
                    var read = new Properties();
                    read.load(new InputStreamReader(in, StandardCharsets.UTF_8));
                    for (String key : read.stringPropertyNames())
                        if (all.putIfAbsent(key, read.getProperty(key)) != null) throw new IllegalStateException(key + " stands in " + path + " and in another file");
                } catch (IOException e) {
                    throw new IllegalStateException(path + " cannot be read", e);
                }
            }
        }

        @Override
        protected Object handleGetObject(String key) {
            return all.getProperty(key);
        }

        @Override
        public Enumeration<String> getKeys() {
            return Collections.enumeration(all.stringPropertyNames());
        }
    }

    static ResourceBundle bundle() {
        return BUNDLE;
    }

    /** @throws MissingResourceException if there is none: a misspelt key fails in the first test that shows it */
    public static String of(String key) {
        return BUNDLE.getString(key);
    }

    /** With values at {@code {0}}, {@code {1}}…, which stand as they are given; an apostrophe is written twice in such a text. */
    public static String of(String key, Object... values) {
        return TEMPLATES.computeIfAbsent(key, known -> Template.of(BUNDLE.getString(known))).with(values);
    }

    public static boolean has(String key) {
        return BUNDLE.containsKey(key);
    }
}
