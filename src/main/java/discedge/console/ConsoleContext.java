package discedge.console;

import discedge.console.engines.EngineCommands;
import discedge.console.files.RunFiles;
import discedge.console.kit.Commands;
import discedge.console.kit.FrameClock;
import discedge.console.kit.Notices;
import discedge.console.kit.Theming;
import discedge.console.model.ConsoleModel;
import discedge.console.model.Preferences;

/** What the parts of one window share. */
public record ConsoleContext(ConsoleModel model, Commands commands, FrameClock frames, Theming theming, Notices notices, Preferences settings,
                             RunFiles files, EngineCommands engines) {}
