/** A node's events, counted: what Prometheus asks for. */
package discedge.metrics;
