/** Links: TCP relays with delay, jitter, bandwidth and cuts, on which bytes are counted. Knows nothing of what travels on them. */
package discedge.lab.link;
