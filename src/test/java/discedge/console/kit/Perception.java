package discedge.console.kit;

import javafx.scene.paint.Color;

/** How far apart colours are for an eye: WCAG contrast, and distance in OKLab, as seen with full and with missing cones. */
final class Perception {
    private Perception() {}

    /** Which cones an eye has; what it sees by the matrices of Machado, Oliveira and Fernandes 2009, severity 1, in linear light. */
    enum Eye {
        FULL(1, 0, 0, 0, 1, 0, 0, 0, 1),
        PROTAN(0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998),
        DEUTAN(0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
        TRITAN(1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900);

        private final double[] matrix;

        Eye(double... matrix) {
            this.matrix = matrix;
        }

        private double[] sees(double[] linear) {
            var seen = new double[3];
            for (int row = 0; row < 3; row++)
                seen[row] = Math.clamp(matrix[3 * row] * linear[0] + matrix[3 * row + 1] * linear[1] + matrix[3 * row + 2] * linear[2], 0, 1);
            return seen;
        }
    }

    /** From 1 to 21 (WCAG 2.2, "contrast ratio"). */
    static double contrast(Color one, Color other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    /** What a translucent colour looks like on a ground. */
    static Color over(Color top, Color ground) {
        return ground.interpolate(Color.color(top.getRed(), top.getGreen(), top.getBlue()), top.getOpacity());
    }

    /** Euclidean distance in OKLab, times 100: black and white are 100 apart. */
    static double distance(Color one, Color other, Eye eye) {
        double[] a = lab(eye.sees(linear(one)));
        double[] b = lab(eye.sees(linear(other)));
        return 100 * Math.sqrt(square(a[0] - b[0]) + square(a[1] - b[1]) + square(a[2] - b[2]));
    }

    private static double luminance(Color colour) {
        double[] linear = linear(colour);
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }

    private static double[] linear(Color colour) {
        return new double[] {linear(colour.getRed()), linear(colour.getGreen()), linear(colour.getBlue())};
    }

    private static double linear(double part) {
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    /** Ottosson 2020. */
    private static double[] lab(double[] rgb) {
        double l = Math.cbrt(0.4122214708 * rgb[0] + 0.5363325363 * rgb[1] + 0.0514459929 * rgb[2]);
        double m = Math.cbrt(0.2119034982 * rgb[0] + 0.6806995451 * rgb[1] + 0.1073969566 * rgb[2]);
        double s = Math.cbrt(0.0883024619 * rgb[0] + 0.2817188376 * rgb[1] + 0.6299787005 * rgb[2]);
        return new double[] {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s, 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
    }

    private static double square(double value) {
        return value * value;
    }
}
