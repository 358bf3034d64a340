package discedge.engine.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last of what the library complained of: the reasons of its failures come no other way. Written by any thread. */
final class NativeLog {
    private static final int WARNING = 3;
    private static final int CONTINUED = 5;
    private static final int KEPT = 40;
    private static final long LONGEST_LINE = 4_096;

    private final Deque<String> lines = new ArrayDeque<>();
    private boolean continues;

    /** A C function that writes here, for as long as the process lives. */
    MemorySegment callback() {
        try {
            var write = MethodHandles.lookup().findVirtual(NativeLog.class, "write", MethodType.methodType(void.class, int.class, MemorySegment.class, MemorySegment.class)).bindTo(this);
            return Linker.nativeLinker().upcallStub(write, FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, ADDRESS), Arena.global());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Called by the library: nothing may be thrown, that would end the process. */
    private void write(int level, MemorySegment text, MemorySegment unused) {
        try {
            if (level < WARNING || text.address() == 0) {
                synchronized (this) {
                    continues = false;
                }
                return;
            }
            add(level, text.reinterpret(LONGEST_LINE).getString(0).strip());
        } catch (Throwable e) {
            // A line is lost.
        }
    }

    private synchronized void add(int level, String line) {
        if (level == CONTINUED && !continues) return;
        continues = true;
        if (line.isEmpty() || line.chars().allMatch(c -> c == '.')) return;
        lines.addLast(line);
        while (lines.size() > KEPT) lines.removeFirst();
    }

    synchronized void clear() {
        lines.clear();
    }

    /** The first complaint since {@link #clear}: those after it are mostly its consequences. */
    synchronized String firstReason() {
        return lines.stream().filter(line -> line.contains("error") || line.contains("failed") || line.contains("unknown")).findFirst()
                .or(() -> lines.stream().findFirst()).map(NativeLog::withoutFunction).orElse("it gives no reason");
    }

    /** Without the C function's name before it. */
    private static String withoutFunction(String line) {
        return line.replaceFirst("^[a-z_0-9]+: ", "");
    }
}
