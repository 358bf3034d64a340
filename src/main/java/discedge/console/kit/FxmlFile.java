package discedge.console.kit;

import java.io.IOException;
import java.net.URL;
import java.util.ResourceBundle;
import javafx.fxml.FXMLLoader;

/** Every FXML file there is, one a screen or part of one. Controllers are made by whoever loads it: constructors show what they need. */
public enum FxmlFile {
    SHELL, OPERATE, TOPOLOGY, CHAT, TURN, SESSIONS, INSPECTOR, EVENTS, FAULTS, TIMEBAR, SCENARIO, SETTINGS, PRESENT, NODES, ADD_NODE;

    private static final ResourceBundle WORDS = Words.bundle();

    /**
     * @param controller what the file's {@code fx:id}s and handlers are of
     * @return the file's root
     */
    public <T> T load(Object controller) {
        var loader = new FXMLLoader(url(), WORDS);
        loader.setController(controller);
        try {
            return loader.load();
        } catch (IOException e) {
            throw new IllegalStateException(path() + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    private URL url() {
        URL url = FxmlFile.class.getResource(path());
        if (url == null) throw new IllegalStateException(path() + " is not on the class path");
        return url;
    }

    private String path() {
        return "/fxml/" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + ".fxml";
    }
}
