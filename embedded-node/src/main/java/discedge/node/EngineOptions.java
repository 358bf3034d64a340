package discedge.node;

import discedge.node.CommandLines.FailedException;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that choose an engine; a mixin of every command that runs one. */
public final class EngineOptions {
    @Option(names = "--engine", paramLabel = "KIND", converter = Kind.class, description = "simulated, llama-cpp or llama-server; the second fetches a small model if none is here")
    private Optional<String> kind = Optional.empty();

    @Option(names = "--model", paramLabel = "FILE", description = "a GGUF file, or the name of a model that is here ('model list'); means llama-cpp")
    private Optional<String> model = Optional.empty();

    @Option(names = "--url", paramLabel = "URL", converter = Url.class, description = "of a llama-server; means llama-server. Its key is read from LLAMA_API_KEY")
    private Optional<java.net.URI> url = Optional.empty();

    /** True if any was given. */
    public boolean given() {
        return kind.isPresent() || model.isPresent() || url.isPresent();
    }

    /** The engine chosen, over what is configured. */
    public EngineConfig over(EngineConfig base) throws FailedException {
        String wanted = kind.or(() -> model.map(_ -> "llama-cpp")).or(() -> url.map(_ -> "llama-server")).orElse(base.kind());
        if (model.isPresent() && !wanted.equals("llama-cpp")) throw new FailedException("--model is for the engine llama-cpp, not for " + wanted);
        if (url.isPresent() && !wanted.equals("llama-server")) throw new FailedException("--url is for the engine llama-server, not for " + wanted);
        return switch (wanted) {
            case "llama-cpp" -> {
                var own = base instanceof EngineConfig.LlamaCpp configured ? configured : EngineConfig.LlamaCpp.STANDARD;
                yield model.map(own::withModel).orElse(own);
            }
            case "llama-server" -> server(base);
            default -> base instanceof EngineConfig.Simulated configured ? configured : EngineConfig.Simulated.STANDARD;
        };
    }

    private EngineConfig server(EngineConfig base) throws FailedException {
        if (url.isEmpty() && base instanceof EngineConfig.LlamaServer configured) return configured;
        if (url.isEmpty()) throw new FailedException("the engine llama-server needs an address: --url http://HOST:PORT");
        return new EngineConfig.LlamaServer(url.get(), Optional.ofNullable(System.getenv("LLAMA_API_KEY")).filter(key -> !key.isBlank()), 0);
    }

    static final class Kind implements ITypeConverter<String> {
        @Override
        public String convert(String word) {
            if (EngineConfig.KINDS.contains(word)) return word;
            throw new TypeConversionException("'" + word + "' is none of " + String.join(", ", EngineConfig.KINDS) + NearestName.hint(word, EngineConfig.KINDS));
        }
    }

    static final class Url implements ITypeConverter<java.net.URI> {
        @Override
        public java.net.URI convert(String text) {
            try {
                return EngineReader.url(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
