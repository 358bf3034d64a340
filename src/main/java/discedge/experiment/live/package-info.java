/** A lab that a person plays with: nodes that keep running, clients that are moved by hand, faults put in and healed, a demonstration. */
package discedge.experiment.live;
