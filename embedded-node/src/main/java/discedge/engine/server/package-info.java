/**
 * Engine {@code llama-server}: a llama.cpp server over HTTP. Prompts go as ids, a slot of the server is pinned to each session, and
 * the ids of an answer are kept as sampled. Two dialects, upstream's and the one of the paper's fork, are told apart by asking.
 */
package discedge.engine.server;
