package discedge.node;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** How all commands of both jars treat mistakes: one or two lines on stderr, exit code 2 for wrong usage and 1 for a failure, no stack trace. */
public final class CommandLines {
    private CommandLines() {}

    public static CommandLine of(Object command, CommandLine.IFactory factory) {
        var line = new CommandLine(command, factory);
        line.setParameterExceptionHandler(CommandLines::wrongUsage);
        line.setExecutionExceptionHandler(CommandLines::failed);
        line.setUsageHelpAutoWidth(false);
        line.setUsageHelpLongOptionsMaxWidth(34);
        return line;
    }

    public static CommandLine of(Object command) {
        return of(command, CommandLine.defaultFactory());
    }

    private static int wrongUsage(CommandLine.ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        err.println(name + ": " + (e instanceof CommandLine.UnmatchedArgumentException unmatched ? unmatched(unmatched) : sentence(e.getMessage())));
        err.println("Try '" + name + " --help'.");
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    /** What was not understood, the nearest right name, and all right names. */
    private static String unmatched(CommandLine.UnmatchedArgumentException e) {
        CommandLine command = e.getCommandLine();
        String typed = e.getUnmatched().getFirst();
        String word = typed.replaceFirst("=.*", "");
        if (word.startsWith("-")) {
            List<String> options = command.getCommandSpec().options().stream().flatMap(option -> Stream.of(option.names())).toList();
            return "unknown option '" + word + "'" + NearestName.hint(word, options) + "; the options here are " + shown(command);
        }
        List<String> commands = new ArrayList<>(command.getSubcommands().keySet());
        if (commands.isEmpty()) return "unexpected argument '" + typed + "'";
        return "unknown command '" + word + "'" + NearestName.hint(word, commands) + "; the commands are " + String.join(", ", commands);
    }

    private static String shown(CommandLine command) {
        return command.getCommandSpec().options().stream().map(OptionSpec::longestName).collect(Collectors.joining(", "));
    }

    /** picocli's message as a sentence of ours: lower case after the command's name. */
    private static String sentence(String message) {
        return message.isEmpty() ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    /** {@code -Ddiscedge.trace=true} adds the stack trace. */
    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        String message = e.getMessage() == null ? "" : e.getMessage();
        boolean ours = e instanceof FailedException || e instanceof discedge.node.yaml.InvalidFileException || e instanceof NodeRunner.StartException;
        String name = command.getCommandSpec().qualifiedName();
        err.println(ours ? message : name + " failed: " + e.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message));
        if (Boolean.getBoolean("discedge.trace")) e.printStackTrace(err);
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** A failure that a person can do something about; the message says what. */
    public static final class FailedException extends Exception {
        private static final long serialVersionUID = 1;

        public FailedException(String message) {
            super(message);
        }
    }
}
