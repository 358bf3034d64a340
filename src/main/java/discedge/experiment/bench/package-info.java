/** Benchmarks: what they measure, and their results as JSON and in words. */
package discedge.experiment.bench;
