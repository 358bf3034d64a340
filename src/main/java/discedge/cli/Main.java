package discedge.cli;

import discedge.console.Console;
import discedge.node.CommandLines;
import discedge.node.Engines;
import discedge.node.NodeCommand;
import picocli.CommandLine;

/** Entry point of the {@code discedge} command. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        boolean opens = args.length == 0 || args[0].equals("console");
        if (opens) Console.warmUp();
        System.exit((opens ? console(Parts.wired(), Terminal.system()) : commandLine(Parts.wired(), Terminal.system())).execute(args));
    }

    /** The same without the commands that are not asked for: to look at them all takes longer than a window may. */
    static CommandLine console(Parts parts, Terminal terminal) {
        CommandLine line = CommandLines.of(new DiscedgeCommand(new RunSession(parts.players(), terminal), parts.window(), terminal));
        add(line, new ConsoleCommand(parts.window(), new EngineSupply(parts.engines(), terminal)));
        return line.setOut(terminal.out());
    }

    /** The whole command, to be executed once. */
    static CommandLine commandLine(Parts parts, Terminal terminal) {
        var runs = new RunSession(parts.players(), terminal);
        Engines engines = parts.engines();
        CommandLine line = CommandLines.of(new DiscedgeCommand(runs, parts.window(), terminal));
        add(line, new ConsoleCommand(parts.window(), new EngineSupply(parts.engines(), terminal)));
        add(line, new RunCommand(runs, new EngineSupply(engines, terminal)));
        add(line, new SimulateCommand(parts.simulation(), terminal));
        CommandLine bench = add(line, new BenchCommand());
        add(bench, new BenchCommand.Sync(parts.syncBenchmark(), terminal));
        add(bench, new BenchCommand.Node(parts.nodeBenchmark(), terminal));
        add(bench, new BenchCommand.Handover(parts.handoverBenchmark(), new EngineSupply(engines, terminal), terminal));
        add(bench, new BenchCommand.Store(terminal));
        add(bench, new BenchCommand.Console(parts.consoleBenchmark(), terminal));
        add(line, new NodeCommand(parts.node()));
        CommandLine model = add(line, new ModelCommand());
        add(model, new ModelCommand.Get(engines, terminal));
        add(model, new ModelCommand.Import(engines, terminal));
        add(model, new ModelCommand.Show(engines, terminal));
        add(model, new ModelCommand.Remove(engines, terminal));
        add(line, new LinksCommand(terminal));
        add(line, new CertsCommand(terminal));
        return line.setOut(terminal.out());
    }

    private static CommandLine add(CommandLine parent, Object command) {
        CommandLine line = CommandLines.of(command);
        parent.addSubcommand(line);
        return line;
    }
}
