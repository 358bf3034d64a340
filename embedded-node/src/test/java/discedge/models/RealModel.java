package discedge.models;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;

/** The small trained model, for tests that need one: they are skipped where it is not. */
public final class RealModel {
    private RealModel() {}

    public static Path file() throws ModelException {
        Optional<StoredModel> model = new Models(CacheFolders.platform()).list().stream().filter(one -> one.sha256().equals(KnownModel.SMOLLM2.sha256())).findFirst();
        assumeTrue(model.isPresent(), "no model is here; get it by: java -jar src/target/discedge.jar model get");
        return model.orElseThrow().file();
    }
}
