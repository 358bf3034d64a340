/** Clock, timers, threads, sockets and disk of a node: the only place that touches them. */
package discedge.runtime;
