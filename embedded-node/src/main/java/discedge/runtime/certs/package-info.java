/** Certificates for nodes, FReD and etcd of one cluster, for mTLS. */
package discedge.runtime.certs;
