package discedge.console.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Asks the person for a file, or shows them one. Tests answer in their place. On the FX thread. */
public interface Choosers {
    /** What a file holds, and how its name ends. The first ending is given to a name without one. */
    enum Kind {
        RUN("dcerun"), CSV("csv"), JSON("json"), PNG("png"), SCENARIO("yaml", "yml"), LAB("yaml", "yml");

        private final List<String> endings;

        Kind(String... endings) {
            this.endings = List.of(endings);
        }

        public List<String> endings() {
            return endings;
        }

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** The file, under a name that ends as it should. */
        public Path named(Path file) {
            String name = file.getFileName().toString();
            boolean ends = endings.stream().anyMatch(ending -> name.toLowerCase(java.util.Locale.ROOT).endsWith("." + ending));
            return ends ? file : file.resolveSibling(name + "." + endings.getFirst());
        }
    }

    /** One that is there; empty if the person thought better of it. */
    Optional<Path> open(Kind kind);

    /** Where to save; an old file of the name is replaced, the person was asked. @param name that is offered */
    Optional<Path> save(Kind kind, String name);

    /** Opens the folder in the system's file manager. */
    void show(Path folder);
}
