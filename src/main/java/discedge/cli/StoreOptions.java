package discedge.cli;

import discedge.lab.store.LabStores;
import discedge.lab.store.RunningFred;
import discedge.lab.store.StockFred;
import discedge.node.CommandLines.FailedException;
import discedge.node.yaml.InvalidFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where a lab's nodes keep their records, as options. */
final class StoreOptions {
    @ArgGroup
    private Fred fred = new Fred();

    /** FReD of the lab's own, or one that runs. */
    static final class Fred {
        @Option(names = "--fred-bin", paramLabel = "DIR", description = {"keep records in FReD: DIR has frednode, and etcd if that is not on the PATH;",
                "both are started for the lab, with certificates and the lab's links between FReD's nodes (docs/fred.md)"})
        private Optional<Path> bin = Optional.empty();

        @Option(names = "--fred", paramLabel = "FILE", description = "keep records in a FReD cluster that runs, as FILE tells (docs/fred.md)")
        private Optional<Path> file = Optional.empty();
    }

    boolean given() {
        return fred.bin.isPresent() || fred.file.isPresent();
    }

    /** @throws FailedException if a program is missing */
    LabStores stores() throws FailedException, InvalidFileException {
        if (fred.file.isPresent()) return RunningFred.read(fred.file.get());
        Optional<StockFred> stock = stock(fred.bin);
        return stock.isPresent() ? stock.get() : LabStores.EMBEDDED;
    }

    /** @throws FailedException if a program is missing */
    static Optional<StockFred> stock(Optional<Path> folder) throws FailedException {
        try {
            return folder.isPresent() ? Optional.of(StockFred.of(folder.get())) : Optional.empty();
        } catch (IOException e) {
            throw new FailedException("--fred-bin: " + e.getMessage());
        }
    }
}
