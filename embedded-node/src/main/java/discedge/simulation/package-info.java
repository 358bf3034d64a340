/** The node's own core under a seeded clock, network and disk, with faults; and the checker that judges what happened. */
package discedge.simulation;
