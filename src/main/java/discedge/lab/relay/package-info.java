/** Links between processes: relays with the lab's delay, jitter, bandwidth and cuts, and an HTTP API to change them. */
package discedge.lab.relay;
