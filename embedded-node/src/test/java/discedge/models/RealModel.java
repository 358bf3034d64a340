package discedge.models;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;

/** The small trained model, for tests that need one: they are skipped where it is not. */
public final class RealModel {
    private RealModel() {}

    public static Path file() throws ModelException {
        Optional<StoredModel> model = new Models(CacheFolders.platform()).list().stream().filter(one -> one.sha256().equals(KnownModel.SMOLLM2.sha256())).findFirst();
        String how = "Skipped without a model; get it by: java -jar src/target/discedge.jar model get";
        // Maven counts what is skipped and keeps the reason to itself.
        if (model.isEmpty()) System.out.println(how);
        assumeTrue(model.isPresent(), how);
        return model.orElseThrow().file();
    }
}
