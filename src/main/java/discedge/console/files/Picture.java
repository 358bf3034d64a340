package discedge.console.files;

import discedge.experiment.record.RunSaver;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.transform.Scale;
import javax.imageio.ImageIO;

/** A window's content at twice its size. */
@SuppressWarnings("ArrayRecordComponent")
record Picture(int width, int height, int[] pixels) {
    private static final double SCALE = 2;

    /** On the FX thread. */
    static Picture of(Scene scene) {
        var parameters = new SnapshotParameters();
        parameters.setTransform(new Scale(SCALE, SCALE));
        parameters.setFill(scene.getFill());
        Parent root = scene.getRoot();
        WritableImage image = root.snapshot(parameters, null);
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        var pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        return new Picture(width, height, pixels);
    }

    /** On any thread. */
    Path write(Path file) throws IOException {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        picture.setRGB(0, 0, width, height, pixels, 0, width);
        RunSaver.whole(file, out -> {
            if (!ImageIO.write(picture, "png", out)) throw new IOException("no encoder for PNG in this Java");
        });
        return file;
    }
}
