/** What a GGUF file says of itself, read without native code: so that no file that is not whole reaches any. */
package discedge.engine.gguf;
