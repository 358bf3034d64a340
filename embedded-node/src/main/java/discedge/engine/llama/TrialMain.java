package discedge.engine.llama;

import discedge.engine.gguf.GgufInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The process that a {@link ChildTrial} starts: loads a model, evaluates a few ids, and says that it works. */
final class TrialMain {
    static final String WORKS = "discedge-trial works: ";
    static final String WHY = "discedge-trial fails: ";

    private TrialMain() {}

    public static void main(String[] args) {
        try {
            Path model = Path.of(args[0]);
            Path main = Path.of(args[1]);
            GgufInfo info = LlamaHost.read(model);
            LibraryFiles files = Boolean.parseBoolean(args[2]) ? LibraryFiles.in(main.getParent()) : new LibraryFiles(main, List.of(), Optional.empty(), main.toString());
            Weights weights = Weights.load(LlamaLibrary.load(files), model, info);
            int[] ids = new int[Math.min(8, weights.vocabulary().size())];
            for (int i = 0; i < ids.length; i++) ids[i] = i;
            var context = new KvContext(weights, 256, 2, 1, 1, () -> false);
            if (context.evaluate(0, ids, 0, ids.length) != KvContext.Ending.DONE) throw new IllegalStateException("it does not evaluate ids");
            context.logits(new float[weights.vocabulary().size()]);
            var facts = new ModelFacts(LlamaEngine.fingerprint(weights.vocabulary()), weights.vocabulary().template(info.chatTemplate()).name());
            System.out.println(WORKS + facts.line());
            System.out.flush();
            // Without freeing anything: the process ends.
            Runtime.getRuntime().halt(0);
        } catch (RuntimeException e) {
            System.out.println(WHY + e.getMessage());
            System.out.flush();
            Runtime.getRuntime().halt(3);
        }
    }
}
