package discedge.experiment.record;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Why a file could not be written, in words that a person can act on. */
public final class Trouble {
    private Trouble() {}

    /** {@code the disk is full}, {@code this program may not write there}… */
    public static String words(IOException problem) {
        String said = said(problem).toLowerCase(Locale.ROOT);
        if (said.contains("space") || said.contains("quota")) return "the disk is full";
        if (said.contains("read-only")) return "the disk is read-only";
        if (said.contains("is a directory")) return "there is a folder of that name";
        return switch (problem) {
            case AccessDeniedException denied -> "this program may not write there";
            case NoSuchFileException gone -> "the folder is not there";
            case NotDirectoryException file -> "there is a file where the folder should be";
            case FileAlreadyExistsException file -> "there is a file where the folder should be";
            case IOException other -> said.contains("not a directory") ? "there is a file where the folder should be" : said(problem);
        };
    }

    private static String said(IOException problem) {
        if (problem instanceof FileSystemException detailed && detailed.getReason() != null) return detailed.getReason();
        return problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
    }
}
