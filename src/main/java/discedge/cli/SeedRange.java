package discedge.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Seeds from the first to the last, both included. */
record SeedRange(long from, long to) {
    long count() {
        return to - from + 1;
    }

    /** {@code 1-300}, or {@code 17} for one. */
    static final class Converter implements ITypeConverter<SeedRange> {
        @Override
        public SeedRange convert(String text) {
            if (!text.matches("[0-9]{1,15}(-[0-9]{1,15})?")) throw new TypeConversionException("'" + text + "' is no FROM-TO, as in 1-300");
            String[] ends = text.split("-");
            var range = new SeedRange(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
            if (range.count() < 1) throw new TypeConversionException("'" + text + "' ends before it begins");
            return range;
        }
    }
}
