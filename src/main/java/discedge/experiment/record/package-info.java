/** Runs as files: opened into a timeline, written while they happen, exported. */
package discedge.experiment.record;
