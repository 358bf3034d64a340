package discedge.console;

import discedge.console.events.EventsScreen;
import discedge.console.kit.View;
import discedge.console.operate.OperateScreen;
import discedge.console.scenario.ScenarioScreen;
import discedge.console.sessions.SessionsScreen;

/** Makes screens. */
public final class Screens {
    private Screens() {}

    public static View make(Screen screen, ConsoleContext console) {
        return switch (screen) {
            case OPERATE -> new OperateScreen(console);
            case SESSIONS -> new SessionsScreen(console);
            case SCENARIO -> new ScenarioScreen(console);
            case EVENTS -> new EventsScreen(console);
        };
    }
}
