/** Scenario files: what is played, on which nodes and links, with which faults (docs/scenarios.md). */
package discedge.experiment.scenario;
