/**
 * Engine {@code llama-cpp}: llama.cpp's C API in this process, by name through {@code java.lang.foreign}. Only classes of this
 * package touch native code, and only after everything that could end the process was checked: ids, lengths, files, memory.
 */
package discedge.engine.llama;
