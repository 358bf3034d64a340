/** What the product costs on this machine, measured: {@code bench sync} and {@code bench node}. */
package discedge.experiment.bench;
