/** Engines that make up their answers: {@code simulated} with the timing of a named hardware, and {@code fixed}, which takes no time. */
package discedge.engine.simulated;
