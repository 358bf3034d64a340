/** FReD's gRPC interfaces: served for FReD's clients, called where a real FReD is the store. */
package discedge.runtime.fred;
