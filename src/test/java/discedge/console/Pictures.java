package discedge.console;

import discedge.console.kit.Theme;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javax.imageio.ImageIO;

/** Windows as pictures in {@code target/screens}, for a person to look at. */
public final class Pictures {
    private Pictures() {}

    public static BufferedImage of(Image snapshot) {
        int width = (int) snapshot.getWidth();
        int height = (int) snapshot.getHeight();
        var pixels = new int[width * height];
        snapshot.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, width, height, pixels, 0, width);
        return picture;
    }

    /** {@code NAME-THEME-WxH.png}. */
    public static Path write(BufferedImage picture, Theme theme, String name) {
        Path file = Path.of("target", "screens", name + "-" + theme.word() + "-" + picture.getWidth() + "x" + picture.getHeight() + ".png");
        try {
            Files.createDirectories(file.getParent());
            ImageIO.write(picture, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
        return file;
    }
}
