package discedge.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model's name from its file's, without what tells how its weights are packed: nodes that run it as Q4 and as Q8 understand each
 * other's tokens.
 */
public final class ModelName {
    private static final Pattern PACKING = Pattern.compile("(?i)[._-](i1-)?(UD-)?(I?Q[0-9]+(_[0-9A-Z]+)*|T?Q[0-9]_[0-9]|B?F(16|32)|FP16|MXFP4(_MOE)?)$");

    private ModelName() {}

    /** @param file a file's name, with or without folders */
    public static String ofFile(String file) {
        String bare = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1).replaceFirst("(?i)\\.gguf$", "");
        Matcher packing = PACKING.matcher(bare);
        String name = packing.find() && packing.start() > 0 ? bare.substring(0, packing.start()) : bare;
        return name.isEmpty() ? "model" : name;
    }
}
